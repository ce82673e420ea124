"""Programs that are left out from the start: password managers and the system's own prompts."""

# What window systems call them: X11 classes and Wayland app ids, names of programs on Windows,
# bundle ids and names on macOS; a name also means what begins with it (see `capture.rules`).
_MANAGERS = (
    "keepassxc", "keepass", "bitwarden", "1password", "enpass", "lastpass", "dashlane", "nordpass",
    "proton pass", "proton-pass", "protonpass", "roboform", "keeperpassword", "keeper password",
    "keeweb", "buttercup", "padloc", "strongbox", "macpass", "authpass", "passky", "psono",
    "passbolt", "stickypassword", "stpass", "passwordsafe", "password safe", "pwsafe",
    "org.gnome.world.secrets", "gnome-secrets", "revelation", "fpm2", "gpass", "seahorse",
    "kwalletmanager", "com.apple.passwords", "passwords", "keychain access", "keychainaccess",
)  # fmt: skip
_PASS_FRONTENDS = ("qtpass", "gopass", "rofi-pass", "passmenu", "tessen", "passff", "browserpass")
_CODES = (
    "authy", "otpclient", "com.belmoussaoui.authenticator", "numberstation", "yubico authenticator",
    "yubioath", "ente auth",
)  # fmt: skip
_PROMPTS = (
    # Linux: pinentry, keyrings, askpass, polkit agents
    "pinentry", "gnome-keyring", "gcr-prompter", "gcr-viewer", "kwalletd", "ksecretd",
    "ssh-askpass", "x11-ssh-askpass", "gnome-ssh-askpass", "ksshaskpass", "lxqt-openssh-askpass",
    "polkit-gnome-authentication-agent", "polkit-kde-authentication-agent",
    "polkit-mate-authentication-agent", "polkit-dumb-agent", "mate-polkit", "xfce-polkit",
    "lxpolkit", "lxqt-policykit", "lxsession-polkit", "hyprpolkitagent", "gksu", "kdesu",
    # Windows: credential dialogue, elevation, PIN and face
    "credentialuibroker", "consent.exe", "credwiz", "windows security",
    # macOS: administrator's password, Touch ID
    "securityagent", "coreautha", "coreauthui", "localauthentication",
)  # fmt: skip

SEEDED_APPS: tuple[str, ...] = (*_MANAGERS, *_PASS_FRONTENDS, *_CODES, *_PROMPTS)
