"""A real podman with a storage of its own, and base images that need no registry.

The images are made of this machine's files, once, and kept in the user's cache folder.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import resource
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

import pytest

from .client import VERSIONS
from .paths import environment_python

PROGRAMS = ("podman", "runc", "conmon", "busybox")
CALL_SECONDS = 120

# What no launched program of the tests needs, and is large.
LEFT_OUT = (
    "__pycache__", "scipy*", "pandas*", "plotly*", "sklearn", "bokeh", "matplotlib", "fontTools", "grpc",
    "tensorboard*", "pillow*", "PIL", "numpy*",
)  # fmt: skip

# A machine without systemd and with limits that may not be raised has to say so here.
CONTAINERS_CONF = """
[containers]
default_ulimits = ["nofile=4096:4096", "nproc={processes}:{processes}"]
netns = "host"
log_driver = "k8s-file"
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
tmp_dir = "{directory}/run/libpod"
"""
STORAGE_CONF = """
[storage]
driver = "overlay"
graphroot = "{directory}/storage"
runroot = "{directory}/run/storage"
"""


def missing() -> str | None:
    """Why containers cannot be run here; None when they can."""
    if sys.platform != "linux":
        return "podman's containers need Linux"
    if os.geteuid() != 0:
        return "podman is tried as root here"
    absent = [name for name in PROGRAMS if shutil.which(name) is None]
    assert not absent, f"{', '.join(absent)} missing; script/bootstrap installs them"
    return None


class Podman:
    """`environment` leads every podman to the storage of the tests."""

    # A shell and the usual small programs.
    BUSYBOX = "localhost/roost-busybox:1"
    # The same with this machine's Python and the newest official client.
    PYTHON = "localhost/roost-python:1"
    # Python with the packages of the demos.
    DEMO = "localhost/roost-demo:1"

    def __init__(self) -> None:
        cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
        self.directory = cache / "roost-tests" / "podman"
        self.directory.mkdir(parents=True, exist_ok=True)
        self.environment = {
            "CONTAINERS_CONF": str(self.directory / "containers.conf"),
            "CONTAINERS_STORAGE_CONF": str(self.directory / "storage.conf"),
        }
        with open(self.directory / "lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            write_if_other(self.directory / "containers.conf", containers_conf(self.directory))
            write_if_other(self.directory / "storage.conf", STORAGE_CONF.format(directory=self.directory))
            self.make(self.BUSYBOX, lay_out_busybox)
            self.make(self.PYTHON, lambda root: lay_out_python(root, f"wandb-{VERSIONS[-1]}", LEFT_OUT))

    def demo_image(self) -> str:
        """The name of the image of the demos, made when it is first needed."""
        with open(self.directory / "lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.make(self.DEMO, lambda root: lay_out_python(root, "demo", ()))
        return self.DEMO

    def make(self, image: str, lay_out) -> None:
        """Imports an image unless it is there from these very files."""
        stamp = image_stamp()
        label = self.call("image", "inspect", "--format", "{{index .Labels \"stamp\"}}", image, check=False).strip()
        if label == stamp:
            return
        with tempfile.TemporaryDirectory(prefix="roost-image-") as name:
            root = Path(name) / "root"
            root.mkdir(mode=0o755)
            lay_out(root)
            archive = Path(name) / "image.tar"
            subprocess.run(["tar", "-C", root, "--owner=0", "--group=0", "-cf", archive, "."], check=True)
            self.call(
                "import", "--quiet", f"--change=LABEL stamp={stamp}", "--change=ENV PATH=/usr/local/bin:/usr/bin:/bin",
                str(archive), image,
            )  # fmt: skip
        self.call("image", "prune", "--force")

    def call(self, *words: object, check: bool = True) -> str:
        done = subprocess.run(
            ["podman", *map(str, words)], env={**os.environ, **self.environment}, capture_output=True, text=True,
            timeout=CALL_SECONDS,
        )  # fmt: skip
        if check and done.returncode != 0:
            raise AssertionError(f"podman {' '.join(map(str, words))} ended with {done.returncode}: {done.stderr}")
        return done.stdout

    def containers(self, *filters: str) -> list[str]:
        """The names of the containers, running or not."""
        return self.call("ps", "--all", "--format", "{{.Names}}", *(f"--filter={each}" for each in filters)).split()


def image_stamp() -> str:
    """Changes when what the images are made of does."""
    stamps = [
        environment_python(name).parents[1] / ".requirements.sha256" for name in (f"wandb-{VERSIONS[-1]}", "demo")
    ]
    parts = [Path(__file__).read_bytes(), sys.version.encode(), *(each.read_bytes() for each in stamps if each.exists())]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]


def containers_conf(directory: Path) -> str:
    hard = resource.getrlimit(resource.RLIMIT_NPROC)[1]
    return CONTAINERS_CONF.format(directory=directory, processes=hard if 0 < hard < 32768 else 32768)


def write_if_other(path: Path, text: str) -> None:
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


def lay_out_busybox(root: Path) -> None:
    for name in ("bin", "etc", "home", "mnt", "root", "tmp", "usr/bin", "usr/local/bin", "var"):
        (root / name).mkdir(parents=True, exist_ok=True)
    (root / "tmp").chmod(0o1777)
    shutil.copy(shutil.which("busybox"), root / "bin/busybox")
    applets = subprocess.run(["busybox", "--list"], capture_output=True, text=True, check=True).stdout.split()
    for applet in applets:
        if applet != "busybox":
            (root / "bin" / applet).symlink_to("busybox")
    (root / "usr/bin/env").symlink_to("/bin/busybox")
    (root / "etc/passwd").write_text("root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/tmp:/bin/sh\n")
    (root / "etc/group").write_text("root:x:0:\nnogroup:x:65534:\n")
    (root / "etc/hosts").write_text("127.0.0.1 localhost\n")
    (root / "etc/nsswitch.conf").write_text("hosts: files dns\n")


def lay_out_python(root: Path, environment: str, left_out_names: tuple[str, ...]) -> None:
    lay_out_busybox(root)
    major_minor = f"{sys.version_info.major}.{sys.version_info.minor}"
    library = Path(sysconfig.get_path("stdlib"))
    interpreter = Path(sys.executable).resolve()
    target = root / "usr/local/lib" / f"python{major_minor}"
    ignored = shutil.ignore_patterns("__pycache__", "test", "tests", "idlelib", "tkinter", "config-*", "site-packages")
    shutil.copytree(library, target, ignore=ignored, symlinks=True, dirs_exist_ok=True)
    packages = environment_python(environment).parents[1] / "lib" / f"python{major_minor}" / "site-packages"
    left_out, always = shutil.ignore_patterns("__pycache__", *left_out_names), shutil.ignore_patterns("__pycache__", "gpu_stats")

    def ignored_packages(folder: str, names: list[str]) -> set[str]:
        return (left_out if Path(folder) == packages else always)(folder, names)

    shutil.copytree(packages, target / "site-packages", ignore=ignored_packages, symlinks=True)
    shutil.copy(interpreter, root / "usr/local/bin" / f"python{major_minor}")
    for name in ("python3", "python"):
        (root / "usr/local/bin" / name).symlink_to(f"python{major_minor}")
    programs = [interpreter, *library.glob("lib-dynload/*.so"), *(target / "site-packages").rglob("*.so")]
    for path in sorted(libraries_of(programs)):
        copy = root / path.relative_to("/")
        if not copy.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path.resolve(), copy)
    # The resolver's parts are loaded by name.
    for folder in {path.parent for path in libraries_of([interpreter])}:
        for path in (*folder.glob("libnss_files.so.2"), *folder.glob("libnss_dns.so.2"), *folder.glob("libgcc_s.so.1")):
            shutil.copy(path.resolve(), root / path.relative_to("/"))


def libraries_of(programs: list[Path]) -> set[Path]:
    """The shared libraries that programs and libraries need."""
    done = subprocess.run(["ldd", *programs], capture_output=True, text=True)
    words = done.stdout.split()
    return {Path(word) for word in words if word.startswith("/") and not word.endswith(":") and ".so" in word}


def real_podman() -> Podman:
    reason = missing()
    if reason is not None:
        pytest.skip(reason)
    return Podman()
