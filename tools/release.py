"""Make all files of a release: packages, dataset, bill of materials, notes, checksums.

python tools/release.py [--out dist/release]

Made twice from the same commit, they have the same bytes: whatever has a date in it gets that of
the commit (``SOURCE_DATE_EPOCH``, where it is set).
"""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PUBLISHED = ("cigref-kg.ttl", "cigref-kg.nq", "cigref-kg.jsonld", "*.sssom.tsv")
"""What of the dataset stands alone; its tables go into one archive, with their description."""
TABLES = ("*.csv", "datapackage.json", "csv-metadata.json")
SUMS = "SHA256SUMS"


def main() -> None:
    """Make the files beside their place, then put them there."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "dist" / "release")
    out = parser.parse_args().out
    os.environ["SOURCE_DATE_EPOCH"] = epoch()
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "release"
        made.mkdir()
        packages(made)
        dataset(made)
        bill_of_materials(made)
        told = citation(os.environ.get("CIGREF_KG_REPOSITORY", ""))
        (made / "CITATION.cff").write_text(told, encoding="utf-8")
        changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
        (made / "NOTES.md").write_text(notes(changelog, PROJECT["version"]), encoding="utf-8")
        (made / SUMS).write_text(checksums(made), encoding="ascii")
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(made, out)
    for file in sorted(out.iterdir()):
        print(f"{file.stat().st_size:>11,}  {file}")


def epoch() -> str:
    """Return the time of the commit, in seconds since 1970; that of zip's beginning without git."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return given
    asked = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    return told or "315532800"


def packages(out: Path) -> None:
    """Build the wheel and the source distribution."""
    run("build", "--no-isolation", "--outdir", str(out), str(ROOT))


def dataset(out: Path) -> None:
    """Write the dataset: RDF and mappings as they are, tables in an archive, workbooks."""
    from cigref_kg.company.dataset import load_with, served_edition
    from cigref_kg.publish.spreadsheets import dataset_workbook

    with tempfile.TemporaryDirectory() as folder:
        built = Path(folder)
        run("cigref_kg", "build", "--out", str(built))
        for pattern in PUBLISHED:
            for file in built.glob(pattern):
                shutil.copy(file, out)
        tables = sorted(file for pattern in TABLES for file in built.glob(pattern))
        with zipfile.ZipFile(out / "cigref-kg-tables.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for file in tables:
                # Without a date: a ZipInfo that is told none has that of 1980.
                archive.writestr(
                    zipfile.ZipInfo(file.name), file.read_bytes(), zipfile.ZIP_DEFLATED
                )
    served = served_edition(load_with(()))
    for language in ("fr", "en"):
        workbook = dataset_workbook(served, language)
        (out / f"cigref-kg.{language}.xlsx").write_bytes(workbook)


def bill_of_materials(out: Path) -> None:
    """List what the service installs, with versions and hashes, in CycloneDX."""
    listed = out / f"cigref-kg-{PROJECT['version']}.cdx.json"
    run(
        *("cyclonedx_py", "requirements", "--output-reproducible", "--output-file", str(listed)),
        *("--pyproject", str(ROOT / "pyproject.toml"), str(ROOT / "requirements.txt")),
    )


def citation(repository: str) -> str:
    """Return how to cite, with the address of the repository if there is one."""
    told = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    return f"{told}repository-code: {repository}\n" if repository else told


def notes(changelog: str, version: str) -> str:
    r"""Return a version's section of the changelog, or what is not released where that has more.

    Raises:
        ValueError: if there is neither.

    >>> notes("## [Unreleased]\n\n## [1.0.0] - 2026-01-01\n\n- First.\n", "1.0.0")
    '# cigref-kg 1.0.0\n\n- First.\n'
    """
    sections = re.split(r"^## \[(.+?)\].*\n", changelog, flags=re.MULTILINE)[1:]
    told = dict(zip(sections[::2], sections[1::2], strict=True))
    for name in ("Unreleased", version):
        if text := told.get(name, "").strip():
            return f"# cigref-kg {version if name == version else f'after {version}'}\n\n{text}\n"
    raise ValueError(f"CHANGELOG.md tells nothing of {version}")


def checksums(folder: Path) -> str:
    """Return the SHA-256 of each file, as ``sha256sum --check`` reads it."""
    files = sorted(file for file in folder.iterdir() if file.name != SUMS)
    return "".join(
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files
    )


def run(module: str, *arguments: str) -> None:
    """Run a program of this environment; end with what it said if it fails."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout.decode(errors='replace')}")


if __name__ == "__main__":
    main()
