"""Settings: read from the environment, checked, all documented."""

from dataclasses import fields

import pytest

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
        ("CIGREF_KG_DEADLINE", "nan", "must be at least"),
        ("CIGREF_KG_DEADLINE", "0", "must be at least 0.1"),
        ("CIGREF_KG_WAITING", "1.5", "must be a number"),
        ("CIGREF_KG_METRICS", "maybe", "must be “yes” or “no”"),
        ("CIGREF_KG_LOG", "all", "must be one of problems"),
    ],
)
def test_wrong_setting_is_named(name: str, value: str, message: str) -> None:
    with pytest.raises(ValueError, match=message) as raised:
        read_settings({name: value})
    assert name in str(raised.value)


@pytest.mark.parametrize("name", [item.name for item in fields(Settings)])
def test_every_setting_is_documented_with_its_default(name: str) -> None:
    item = {item.name: item for item in fields(Settings)}[name]
    default = getattr(Settings(), name)
    if isinstance(default, bool):
        default = "yes" if default else "no"
    line = f"| `{PREFIX}{name.upper()}` | {default} | {item.metadata['meaning']} |"
    assert line in (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
