"""Which files are documents, by their names; light enough to be asked of every file of a folder."""

from enum import StrEnum
from pathlib import PurePath


class Kind(StrEnum):
    """The readers there are; ``UNKNOWN`` is looked at and read where it turns out to be text."""

    TEXT = "text"
    LINES = "lines"
    MARKDOWN = "markdown"
    HTML = "html"
    RTF = "rtf"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    CSV = "csv"
    NOTEBOOK = "notebook"
    MAIL = "mail"
    OPEN_TEXT = "opendocument text"
    OPEN_SHEET = "opendocument sheet"
    OPEN_SLIDES = "opendocument slides"
    EPUB = "epub"
    ORG = "org"
    TEX = "tex"
    TREE = "tree"
    SUBTITLES = "subtitles"
    MAILBOX = "mailbox"
    ARCHIVE = "archive"
    PICTURE = "picture"
    UNKNOWN = "unknown"


_ENDINGS = {
    Kind.TEXT: "txt text rst adoc asciidoc textile",
    Kind.MARKDOWN: "md markdown mdown mkd",
    Kind.HTML: "html htm xhtml",
    Kind.RTF: "rtf",
    Kind.PDF: "pdf",
    Kind.DOCX: "docx docm dotx",
    Kind.XLSX: "xlsx xlsm xltx",
    Kind.PPTX: "pptx pptm ppsx",
    Kind.CSV: "csv tsv tab",
    Kind.NOTEBOOK: "ipynb",
    Kind.MAIL: "eml",
    Kind.OPEN_TEXT: "odt ott fodt",
    Kind.OPEN_SHEET: "ods ots fods",
    Kind.OPEN_SLIDES: "odp otp fodp",
    Kind.EPUB: "epub",
    Kind.ORG: "org",
    Kind.TEX: "tex latex ltx sty",
    Kind.TREE: "json geojson yaml yml toml",
    Kind.SUBTITLES: "srt vtt",
    Kind.MAILBOX: "mbox",
    Kind.ARCHIVE: "zip tar tgz gz bz2 tbz2 xz txz",
    Kind.PICTURE: "png jpg jpeg jpe bmp tif tiff webp gif",
    Kind.LINES: (
        "py pyi pyx js mjs cjs jsx ts tsx java kt kts scala groovy c h cc cpp cxx hh hpp hxx m mm"
        " cs fs vb go rs rb php pl pm lua r jl swift dart hs ml mli clj cljs ex exs erl elm nim zig"
        " v vhd sv asm s sh bash zsh fish ps1 bat cmd sql graphql proto css scss sass less vue"
        " svelte jsonl json5 ini cfg conf properties env xml xsd xsl plist log"
        " diff patch cmake mk gradle tf dockerfile makefile ics vcf bib"
    ),
}
_BY_ENDING = {ending: kind for kind, endings in _ENDINGS.items() for ending in endings.split()}
_BY_NAME = {"makefile": Kind.LINES, "dockerfile": Kind.LINES, "readme": Kind.TEXT}

# Files that hold no text to read: passing over them in a folder is no failure worth a word.
_NO_TEXT_IN = (
    "avif heic heif ico icns svg psd xcf ai eps raw cr2"
    " nef arw dng mp3 m4a aac flac ogg oga opus wav aiff wma mid mp4 m4v mkv webm mov avi wmv"
    " mpg mpeg flv zst 7z rar iso img dmg jar war apk deb rpm msi exe"
    " dll so dylib a o obj lib pyc pyo class wasm ttf otf woff woff2 eot db sqlite sqlite3 mdb"
    " gguf onnx pt pth safetensors npy npz pkl parquet feather h5 bak tmp swp swo part"
    " crdownload lock pid sock torrent blend stl fbx"
)
_NO_DOCUMENTS = frozenset(_NO_TEXT_IN.split())


def ending_of(name: str) -> str:
    """What stands behind the last dot of a name, in small letters; "" where there is none."""
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if dot and stem else ""


def kind_of(path: PurePath) -> Kind:
    """The reader for a file of this name."""
    name = path.name
    return _BY_ENDING.get(ending_of(name)) or _BY_NAME.get(name.lower(), Kind.UNKNOWN)


def may_hold_text(name: str, *, pictures: bool = True, archives: bool = True) -> bool:
    """Whether a file found in a folder is worth opening: films, programs and such are not."""
    if name.startswith((".", "~$")) or name.endswith("~"):
        return False
    ending = ending_of(name)
    if ending in _NO_DOCUMENTS:
        return False
    kind = _BY_ENDING.get(ending)
    return (pictures or kind is not Kind.PICTURE) and (archives or kind is not Kind.ARCHIVE)
