"""Settings: read from the environment, checked, all documented."""

from pathlib import Path

import pytest

from cigref_kg.base.errors import InputError
from cigref_kg.base.operator import NOBODY
from cigref_kg.server.settings import PREFIX, Settings, read_settings
from tests.conftest import ROOT


def test_defaults_without_environment() -> None:
    assert read_settings({"HOME": "/"}) == Settings()


def test_each_kind_of_value() -> None:
    settings = read_settings(
        {
            "CIGREF_KG_DEADLINE": "2.5",
            "CIGREF_KG_WAITING": "0",
            "CIGREF_KG_METRICS": "no",
            "CIGREF_KG_LOG": "requests",
        }
    )
    assert settings == Settings(deadline=2.5, waiting=0, metrics=False, log="requests")
    assert settings.limits.seconds == 2.5


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("CIGREF_KG_DEADLIN", "2", "is no setting; there is: CIGREF_KG_DEADLINE"),
        ("CIGREF_KG_DEADLINE", "soon", "must be a number"),
        ("CIGREF_KG_DEADLINE", "nan", "must be at"),
        ("CIGREF_KG_WAITING", "1" * 5000, "must be a number"),
        ("CIGREF_KG_Waiting", "1", "is no setting"),
        ("CIGREF_KG_DEADLINE", "0", "must be at least 0.1"),
        ("CIGREF_KG_WAITING", "1.5", "must be a number"),
        ("CIGREF_KG_METRICS", "maybe", "must be “yes” or “no”"),
        ("CIGREF_KG_LOG", "all", "must be one of problems"),
    ],
)
def test_wrong_setting_is_named(name: str, value: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as raised:
        read_settings({name: value})
    assert name.upper() in str(raised.value)


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_documented_with_its_default(name: str) -> None:
    meaning = Settings.model_fields[name].description
    default = getattr(Settings(), name)
    if isinstance(default, bool):
        default = "yes" if default else "no"
    line = f"| `{PREFIX}{name.upper()}` | {default} | {meaning} |"
    assert line in (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("value", ["inf", "1e12"])
def test_absurd_settings_are_refused(value: str) -> None:
    with pytest.raises(InputError, match="CIGREF_KG_DEADLINE must be at most 86400"):
        read_settings({"CIGREF_KG_DEADLINE": value})
    with pytest.raises(InputError, match="CIGREF_KG_WEB_PROCESSES must be at most 64"):
        read_settings({"CIGREF_KG_WEB_PROCESSES": "65"})


def test_password_is_read_from_a_file_and_never_shown(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("s3cret\n")
    settings = Settings(store_user="me", store_password="other", store_password_file=str(file))
    assert settings.store_credentials == ("me", "s3cret")
    assert "other" not in repr(settings)
    assert Settings().store_credentials is None


def test_hosts_are_names_with_commas_between() -> None:
    assert Settings(hosts="a.example, b.example,").host_names == ("a.example", "b.example")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CONTACT", "javascript:alert(1)"),
        ("LEGAL_NOTICE", "legal.html"),
        ("REPOSITORY", "ftp://example.org"),
        ("PUBLISHER_URL", "https://example.org/ <b>"),
    ],
)
def test_an_operators_address_must_be_one(name: str, value: str) -> None:
    with pytest.raises(InputError, match=f"{PREFIX}{name}"):
        read_settings({f"{PREFIX}{name}": value})


def test_what_an_operator_does_not_tell_is_empty() -> None:
    assert read_settings({}).operator == NOBODY
