"""Process 1 of a box: starts one program after another, watches its time, kills it and all it left behind.

It runs under the system's Python with nothing but the standard library, and it is handed to the box
as text. Orders come from outside on a socket (marshal, written by us); answers are fixed numbers, so
that nothing from inside is ever parsed. As process 1 it cannot be signalled from inside.

A learner's Python program runs in a fork of this interpreter, which saves the start of one for each test.
"""

from __future__ import annotations

# the plain modules: importing `signal` and `socket` takes longer than running a test
import _signal as signal  # type: ignore[import-not-found]
import _socket
import atexit
import builtins
import ctypes
import gc
import marshal
import os
import resource
import select
import struct
import sys
import time

TYPE_CHECKING = False  # `typing` itself is slow to import
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any, NoReturn

    Order = dict[str, Any]

ANSWER = struct.Struct("<6q")
RESULT = 3
PROGRAM = "/program"
LIBC = ctypes.CDLL(None, use_errno=True)
ORDER_FDS = 6
SPARED, KILLED_CPU, KILLED_WALL, KILLED_ASKED = 0, 1, 2, 3
SYS_SECCOMP = {"x86_64": 317, "aarch64": 277}.get(os.uname().machine, -1)


def receive(control: _socket.socket) -> tuple[Order | None, list[int]]:
    """Return (order, its descriptors); the order is None when the outside is gone."""
    data, ancillary, _flags, _address = control.recvmsg(16, _socket.CMSG_SPACE(4 * ORDER_FDS))
    if not data:
        return None, []
    raw = b"".join(part for _level, _kind, part in ancillary)
    fds = list(struct.unpack(f"{len(raw) // 4}i", raw))
    if not fds:
        return {"do": "kill"}, []
    with open(fds[0], "rb") as order:
        words: Order = marshal.loads(order.read())  # noqa: S302  (our own words)
    return words, fds[1:]


def confine(order: Order) -> None:
    """Take on the limits and the system call filter of the program to come."""
    for kind, soft, hard in order["limits"]:
        resource.setrlimit(kind, (soft, hard))
    program = order["seccomp"]
    filters = ctypes.create_string_buffer(program, len(program))
    header = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(program) // 8, ctypes.addressof(filters)))
    if LIBC.syscall(SYS_SECCOMP, 1, 0, header) != 0:
        raise OSError(ctypes.get_errno(), "seccomp")


def become(order: Order, fds: list[int]) -> None:
    """In the child: put the pipes in place, close everything else, narrow down, and run."""
    for target, fd in enumerate(fds):
        os.dup2(fd, 100 + target)
    for target in range(len(fds)):
        os.dup2(100 + target, target)
    os.closerange(len(fds), 4096)
    signal.signal(signal.SIGPIPE, signal.SIG_DFL if order["do"] == "exec" else signal.SIG_IGN)
    if order["do"] == "exec":
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        confine(order)
        os.execve(order["argv"][0], order["argv"], order["env"])  # noqa: S606
    signal.signal(signal.SIGINT, signal.default_int_handler)
    confine(order)


def watch(pid: int, order: Order, control: _socket.socket) -> int:
    """Wait for the program to end or for a reason to end it; return that reason."""
    clock, started = (~pid << 3) | 2, time.monotonic_ns()
    ended = os.pidfd_open(pid)
    poll = select.poll()
    poll.register(ended, select.POLLIN)
    poll.register(control.fileno(), select.POLLIN)
    try:
        while True:
            used, passed = time.clock_gettime_ns(clock), time.monotonic_ns() - started
            if used >= order["cpu_ns"]:
                return KILLED_CPU
            if passed >= order["wall_ns"]:
                return KILLED_WALL
            nap = min(order["cpu_ns"] - used, order["wall_ns"] - passed) // 1_000_000 + 1
            ready = [fd for fd, _event in poll.poll(nap)]
            if ended in ready:
                return SPARED
            if ready:
                receive(control)
                return KILLED_ASKED
    finally:
        os.close(ended)


def sweep(pid: int) -> tuple[int, resource.struct_rusage]:
    """Kill every process of the box but this one; return the program's own end."""
    try:  # noqa: SIM105
        os.kill(-1, signal.SIGKILL)
    except ProcessLookupError:
        pass  # (contextlib would take longer to import)
    _pid, status, usage = os.wait4(pid, 0)
    while True:
        try:
            os.wait4(-1, 0)
        except ChildProcessError:
            return status, usage


def supervise(pid: int, order: Order, control: _socket.socket) -> None:
    """Watch one program to its end and send what it was."""
    started = time.monotonic_ns()
    reason = watch(pid, order, control)
    ended = time.monotonic_ns()
    status, usage = sweep(pid)
    cpu = int((usage.ru_utime + usage.ru_stime) * 1e6)
    control.sendmsg([ANSWER.pack(status, cpu, (ended - started) // 1000, usage.ru_maxrss, reason, ended)])


def place(files: dict[str, bytes]) -> None:
    """Write files for the program into its (writable) folder; older ones go first."""
    for name in os.listdir("."):
        remove(name)
    for name, content in files.items():
        os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
        with open(name, "wb") as file:
            file.write(content)


def remove(path: str) -> None:
    """Remove a file or a folder with all that it holds; a link is not followed."""
    if os.path.isdir(path) and not os.path.islink(path):
        os.chmod(path, 0o700)
        for name in os.listdir(path):
            remove(os.path.join(path, name))
        os.rmdir(path)
    else:
        os.unlink(path)


def hand_over(path: str, control: _socket.socket) -> None:
    """Send a descriptor of a result, never following a link that the program left there."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        control.sendmsg([ANSWER.pack(0, 0, 0, 0, 0, error.errno)])
        return
    rights = [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, struct.pack("i", fd))]
    control.sendmsg([ANSWER.pack(0, 0, 0, 0, 0, 0)], rights)
    os.close(fd)


def serve(control: _socket.socket) -> Order:
    """Do orders until the outside closes. Returns only in a child that is to run a learner's Python, with its order."""
    while True:
        order, fds = receive(control)
        if order is None:
            os._exit(0)
        if order["do"] == "take":
            hand_over(order["path"], control)
        elif order["do"] != "kill":  # a late wish to kill what has ended
            pid = launch(order, fds)
            if pid == 0:
                return order
            supervise(pid, order, control)


def launch(order: Order, fds: list[int]) -> int:
    """Prepare the folder and fork; in a child that is to become another program this does not return."""
    if order["files"] is not None:
        place(order["files"])
    for path in order["remove"]:
        remove(path)
    if order["call"]:
        import json  # noqa: F401  (here, so that the forks need not)
    pid = os.fork()
    if pid == 0:
        try:
            become(order, fds)
        except BaseException as error:
            os.write(2, f"cannot start: {error}\n".encode())
            os._exit(127)
    else:
        for fd in fds:
            os.close(fd)
    return pid


def learner_only(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Show a traceback without the frames of this file."""
    while trace is not None and trace.tb_frame.f_code.co_filename == __file__:
        trace = trace.tb_next
    sys.__excepthook__(kind, error.with_traceback(trace), trace)


def call(namespace: dict[str, Any], order: Order) -> None:
    """Call the learner's function and write what it returned, as JSON, where its prints cannot reach."""
    import json

    function = namespace.get(order["call"])
    if function is None:
        raise NameError(f"your program defines no function {order['call']!r}")
    value = function(*json.loads(order["args"]))
    try:
        text = "J" + json.dumps(value)
    except (TypeError, ValueError):
        text = "R" + repr(value)[:500]
    with open(RESULT, "wb") as result:
        result.write(text.encode(errors="replace"))


def run_python(order: Order) -> None:
    """Run the learner's source in a namespace of its own, as `python3 solution.py` would."""
    sys.excepthook = learner_only
    sys.argv[:] = order["argv"]
    os.environ.clear()
    os.environ.update(order["env"])
    path = order["argv"][0]
    sys.path.insert(0, PROGRAM)
    main = type(sys)("__main__" if not order["call"] else "solution")
    main.__file__ = path
    main.__dict__["__builtins__"] = builtins
    with open(path, "rb") as file:
        source = file.read()
    sys.modules[main.__name__] = main
    code = compile(source, path, "exec", dont_inherit=True)
    if order["check"]:
        return
    exec(code, main.__dict__)  # noqa: S102  (what this file is for)
    if order["call"]:
        call(main.__dict__, order)
    for name in list(main.__dict__):
        if not name.startswith("__"):
            main.__dict__[name] = None  # so that the learner's own objects are told that they go


def live(order: Order) -> NoReturn:
    """Run the learner's Python and end as an interpreter would, without taking itself down piece by piece."""
    code = 0
    try:
        run_python(order)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
        if code and not isinstance(end.code, int):
            sys.stderr.write(f"{end.code}\n")
    except BaseException:
        sys.excepthook(*sys.exc_info())
        code = 1
    try:
        if "threading" in sys.modules:
            sys.modules["threading"]._shutdown()
        atexit._run_exitfuncs()
        if not getattr(sys.stdout, "closed", True):
            sys.stdout.flush()
    except BaseException as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        code = 120
    finally:
        os._exit(code & 0xFF)


def prepare() -> None:
    """Make this process what a fork of it needs to be."""
    import site

    site.setquit()
    site.sethelper()
    sys.path[:] = [path for path in sys.path if path.startswith("/usr/")]
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    prepare()
    live(serve(_socket.socket(fileno=int(sys.argv[1]))))
