"""Where files live, by the platform's conventions; one folder can be told instead."""

from pathlib import Path

import platformdirs

APPLICATION = "cote-a-cote"


def data_folder() -> Path:
    """The usual folder of the base: local to this computer, never a roaming or synchronised one."""
    return Path(platformdirs.user_data_dir(APPLICATION, appauthor=False))


def settings_file() -> Path:
    return Path(platformdirs.user_config_dir(APPLICATION, appauthor=False)) / "poste.json"


def log_file() -> Path:
    return Path(platformdirs.user_log_dir(APPLICATION, appauthor=False)) / "erreurs.log"


def opened_folder() -> Path:
    """Where documents lie in clear while another program shows them: in memory where there is."""
    return Path(platformdirs.user_runtime_dir(APPLICATION, appauthor=False)) / "ouverts"
