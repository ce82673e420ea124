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
    UNKNOWN = "unknown"


_ENDINGS = {
    Kind.TEXT: "txt text rst adoc asciidoc org tex textile",
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
    Kind.LINES: (
        "py pyi pyx js mjs cjs jsx ts tsx java kt kts scala groovy c h cc cpp cxx hh hpp hxx m mm"
        " cs fs vb go rs rb php pl pm lua r jl swift dart hs ml mli clj cljs ex exs erl elm nim zig"
        " v vhd sv asm s sh bash zsh fish ps1 bat cmd sql graphql proto css scss sass less vue"
        " svelte json jsonl json5 yaml yml toml ini cfg conf properties env xml xsd xsl plist log"
        " diff patch cmake mk gradle tf dockerfile makefile ics vcf srt vtt bib"
    ),
}
_BY_ENDING = {ending: kind for kind, endings in _ENDINGS.items() for ending in endings.split()}
_BY_NAME = {"makefile": Kind.LINES, "dockerfile": Kind.LINES, "readme": Kind.TEXT}

# Files that hold no text to read: passing over them in a folder is no failure worth a word.
_NO_TEXT_IN = (
    "png jpg jpeg jpe gif bmp tif tiff webp avif heic heif ico icns svg psd xcf ai eps raw cr2"
    " nef arw dng mp3 m4a aac flac ogg oga opus wav aiff wma mid mp4 m4v mkv webm mov avi wmv"
    " mpg mpeg flv zip gz tgz bz2 xz zst 7z rar tar iso img dmg jar war apk deb rpm msi exe"
    " dll so dylib a o obj lib pyc pyo class wasm ttf otf woff woff2 eot db sqlite sqlite3 mdb"
    " gguf onnx pt pth safetensors npy npz pkl parquet feather h5 bak tmp swp swo part"
    " crdownload lock pid sock torrent blend stl fbx"
)
_NO_DOCUMENTS = frozenset(_NO_TEXT_IN.split())


def kind_of(path: PurePath) -> Kind:
    """The reader for a file of this name."""
    ending = path.suffix.lower().removeprefix(".")
    return _BY_ENDING.get(ending) or _BY_NAME.get(path.name.lower(), Kind.UNKNOWN)


def may_hold_text(path: PurePath) -> bool:
    """Whether a file found in a folder is worth opening: pictures, programs and such are not."""
    name = path.name
    if name.startswith((".", "~$")) or name.endswith("~"):
        return False
    return path.suffix.lower().removeprefix(".") not in _NO_DOCUMENTS
