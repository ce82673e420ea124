"""The shapes of keys and tokens as their issuers document them."""

import re
from typing import NamedTuple


class Shape(NamedTuple):
    """A token is looked for by ``stem``, cheaply, and then matched by ``pattern``.

    The match begins ``before`` characters in front of the stem at most. ``sure`` tells that what
    follows the prefix need not look random; lengths are lower bounds, since a window may cut it.
    """

    stem: str
    pattern: re.Pattern[str]
    before: int = 0
    sure: bool = False


def _shape(stem: str, pattern: str, before: int = 0, *, sure: bool = False) -> Shape:
    return Shape(stem, re.compile(rf"(?<![A-Za-z0-9]){pattern}"), before, sure)


_HEX32 = r"[0-9a-f]{32}(?![0-9a-f])"

SHAPES = (
    # code forges; OCR loses the line that an underscore is
    *(_shape(gh, rf"{gh}(?:_[A-Za-z0-9]{{12,}}|[ -]?[A-Za-z0-9]{{20,}})")
      for gh in ("ghp", "gho", "ghu", "ghs", "ghr")),
    _shape("github_pat", r"github_pat[_ ]?\w{12,}"),
    *(_shape(f"gl{kind}-", rf"gl{kind}-[\w-]{{12,}}")
      for kind in ("pat", "dt", "rt", "ptt", "ft", "soat", "imt", "agent", "oas", "cbt")),
    _shape("GR1348941", r"GR1348941[\w-]{12,}"),
    *(_shape(at, rf"{at}[A-Za-z0-9][\w=-]{{16,}}") for at in ("ATATT", "ATCTT", "ATBB")),
    # clouds
    *(_shape(f"AK{i}A", rf"AK{i}A[A-Z0-9]{{12,20}}(?![a-z])", sure=True) for i in "Il1"),
    *(_shape(aws, rf"{aws}[A-Z0-9]{{16}}(?![A-Za-z0-9])") for aws in ("ASIA", "ABIA", "ACCA")),
    _shape("ABSK", r"ABSK[\w+/=]{60,}"),
    _shape("AIza", r"AIza[\w-]{20,}"),
    _shape("ya29", r"ya29\.[\w-]{12,}"),
    _shape("GOCSPX", r"GOCSPX-[\w-]{12,}"),
    _shape("8Q~", r"[\w~.-]{3}8Q~[\w~.-]{20,}", 3),
    _shape("AccountKey", r"AccountKey ?= ?[\w+/=]{8,}"),
    _shape("SharedAccess", r"SharedAccess(?:Key|Signature) ?= ?[\w+/=%&-]{8,}"),
    _shape("sig=", r"sig=[\w%+/-]{30,}"),
    _shape("_v1_", r"do[opr]_v1_[a-f0-9]{20,}", 3),
    *(_shape(f"hv{kind}.", rf"hv{kind}\.[\w-]{{20,}}") for kind in "sb"),
    _shape("atlasv1", r"[A-Za-z0-9]{14}\.atlasv1\.[\w-]{40,}", 15),
    _shape("dapi", rf"dapi{_HEX32}"),
    _shape("HRKU", r"HRKU-[\w-]{30,}"),
    _shape("pscale_", r"pscale_(?:tkn|pw|oauth)_[\w.-]{20,}"),
    _shape("sbp_", r"sbp_[a-f0-9]{30,}"),
    _shape("tskey", r"tskey-[a-z]{3,10}-[\w-]{10,}"),
    _shape("dp.", r"dp\.(?:pt|st|ct|sa|scim|audit)\.[\w.-]{20,}"),
    # chat
    _shape("xox", r"xox[abeoprs]-[\w-]{8,}"),
    _shape("xapp", r"xapp-[\w-]{8,}"),
    _shape("hooks.slack.com", r"hooks\.slack\.com/(?:services|workflows|triggers)/[\w/]{16,}"),
    _shape("webhooks/", r"webhooks/\d{17,20}/[\w-]{30,}"),
    _shape(":AA", r"(?:bot)?\d{8,10}:AA[\w-]{28,}", 13),
    _shape(":APA91b", r"[\w-]{11,40}:APA91b[\w-]{40,}", 41),
    _shape("mfa.", r"mfa\.[\w-]{60,}"),
    # money
    _shape("sk_", r"sk_(?:live|test)_[A-Za-z0-9]{10,}"),
    _shape("rk_", r"rk_(?:live|test)_[A-Za-z0-9]{10,}"),
    _shape("whsec_", r"whsec_[A-Za-z0-9+/=]{10,}"),
    _shape("sq0", r"sq0(?:atp|csp|idp)-[\w-]{20,}"),
    _shape("shp", r"shp(?:at|ca|pa|ss)_[a-fA-F0-9]{24,}"),
    # models
    _shape("sk-", r"sk-(?:proj-|ant-|svcacct-|admin-|or-v1-)?(?=[A-Za-z_-]{0,15}\d)[\w-]{16,}"),
    _shape("hf_", r"hf_[A-Za-z0-9]{16,}"),
    _shape("gsk_", r"gsk_[A-Za-z0-9]{30,}"),
    _shape("xai-", r"xai-[A-Za-z0-9]{30,}"),
    _shape("pplx-", r"pplx-[A-Za-z0-9]{30,}"),
    _shape("r8_", r"r8_[A-Za-z0-9]{30,}"),
    # packages
    _shape("npm", r"npm[_ ][A-Za-z0-9]{24,}"),
    _shape("pypi-", r"pypi-[\w-]{20,}"),
    _shape("rubygems_", r"rubygems_[a-f0-9]{30,}"),
    _shape("dckr_", r"dckr_(?:pat|oat)_[\w-]{20,}"),
    _shape("oy2", r"oy2[a-z0-9]{43}"),
    # mail and telephone
    _shape("SG.", r"SG\.[\w-]{12,80}+\.[\w-]{12,}"),
    _shape("SK", rf"SK{_HEX32}"),
    _shape("key-", rf"(?<!-)key-{_HEX32}"),
    _shape("-us", r"[0-9a-f]{32}-us\d{1,2}(?!\d)", 32),
    _shape("xkeysib", r"xkeysib-[a-f0-9]{40,}+[\w-]*"),
    # tools
    _shape("eyJ", r"eyJ[\w-]{8,400}+\.[\w-]{6,}+(?:\.[\w-]*+)?"),
    _shape("lin_api_", r"lin_api_[A-Za-z0-9]{20,}"),
    _shape("ntn_", r"ntn_[A-Za-z0-9]{30,}"),
    _shape("secret_", r"secret_[A-Za-z0-9]{40,}"),
    _shape("figd_", r"figd_[\w-]{20,}"),
    _shape("PMAK-", r"PMAK-[a-f0-9-]{30,}"),
    _shape("NRAK-", r"NRAK-[A-Z0-9]{20,}"),
    *(_shape(f"gl{kind}_", rf"gl{kind}_[\w+/=]{{20,}}") for kind in ("c", "sa")),
    _shape("sntrys_", r"sntrys_[\w+/=]{20,}"),
    _shape("AGE-SECRET-KEY", r"AGE-SECRET-KEY-1[A-Z0-9]{16,}"),
    _shape("xprv", r"xprv[A-Za-z0-9]{40,}"),
    _shape("ops_", r"ops_eyJ[\w-]{20,}"),
    _shape("oauth:", r"oauth:[a-z0-9]{30}(?![a-z0-9])"),
)  # fmt: skip
