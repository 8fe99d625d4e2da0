"""What a boxed process may ask of the kernel: lists of allowed system calls, compiled to seccomp programs.

Whatever is not listed answers EPERM, so that a call which a later kernel adds is refused until
someone has thought about it.
"""

from __future__ import annotations

import errno
import tempfile
from functools import cache

import pyseccomp as seccomp

_PROGRAM = """
    read write readv writev pread64 pwrite64 preadv pwritev close close_range lseek
    open openat stat fstat lstat newfstatat statx access faccessat faccessat2 readlink readlinkat getdents64 getcwd
    poll ppoll select pselect6 pipe pipe2 dup dup2 dup3
    mmap mprotect munmap mremap madvise brk membarrier
    rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigsuspend rt_sigtimedwait sigaltstack
    kill tkill tgkill pause alarm setitimer getitimer restart_syscall
    nanosleep clock_nanosleep clock_gettime clock_getres gettimeofday time times
    getpid gettid getppid getpgrp getpgid getsid getuid geteuid getgid getegid getresuid getresgid getgroups
    uname sysinfo getrusage getrlimit sched_yield sched_getaffinity getcpu getrandom
    futex set_tid_address set_robust_list get_robust_list rseq arch_prctl
    execve exit exit_group
"""
_PROCESSES = "fork vfork wait4 waitid chdir fchdir setrlimit sched_getparam"
_FILES = """
    umask rename renameat renameat2 unlink unlinkat mkdir mkdirat rmdir
    chmod fchmod fchmodat ftruncate truncate fallocate fadvise64 copy_file_range sendfile creat fsync
    utime utimes utimensat statfs fstatfs getdents
"""
_WARDEN = "recvmsg sendmsg getsockname getsockopt pidfd_open prctl seccomp execveat setsid setpgid"

_CLONE_THREAD = 0x00010000
_CLONE_NEW_ANYTHING = 0x7E020080  # every CLONE_NEW* flag
_F_DUPFD_CLOEXEC = 1030
_F_LINUX_SPECIFIC = 1024  # above it stand leases, pipe sizes and seals


def _add(rules: seccomp.SyscallFilter, names: str) -> None:
    for name in names.split():
        try:
            rules.add_rule(seccomp.ALLOW, name)
        except OSError:
            continue  # this architecture has no such call


def _add_conditional(rules: seccomp.SyscallFilter, *, may_fork: bool) -> None:
    """Allow the calls whose arguments decide: clone, fcntl and prlimit64."""
    if may_fork:
        rules.add_rule(seccomp.ALLOW, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, _CLONE_NEW_ANYTHING, 0))
    else:
        rules.add_rule(seccomp.ALLOW, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, _CLONE_THREAD, _CLONE_THREAD))
    rules.add_rule(seccomp.ALLOW, "fcntl", seccomp.Arg(1, seccomp.LT, _F_LINUX_SPECIFIC))
    rules.add_rule(seccomp.ALLOW, "fcntl", seccomp.Arg(1, seccomp.EQ, _F_DUPFD_CLOEXEC))
    rules.add_rule(seccomp.ALLOW, "prlimit64", seccomp.Arg(0, seccomp.EQ, 0))  # its own limits, not the warden's
    rules.add_rule(seccomp.ERRNO(errno.ENOSYS), "clone3")  # its flags cannot be read here; libc falls back to clone
    rules.add_rule(seccomp.ERRNO(errno.ENOTTY), "ioctl")


def _program(names: str, *, may_fork: bool) -> bytes:
    rules = seccomp.SyscallFilter(seccomp.ERRNO(errno.EPERM))
    _add(rules, names)
    _add_conditional(rules, may_fork=may_fork)
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()


@cache
def for_program() -> bytes:
    """Promise the filter of a learner's program: threads but no processes, no sockets, nothing written to a disk."""
    return _program(_PROGRAM, may_fork=False)


@cache
def for_author() -> bytes:
    """Promise the filter of a package's own validator: it may write files, in the folder that its box has for it."""
    return _program(f"{_PROGRAM} {_FILES}", may_fork=False)


@cache
def for_compiler() -> bytes:
    """Promise the filter of a compiler: processes and files, no sockets, no namespaces."""
    return _program(f"{_PROGRAM} {_FILES} {_PROCESSES}", may_fork=True)


@cache
def for_warden() -> bytes:
    """Promise the filter of the box as a whole; the two others only narrow it."""
    return _program(f"{_PROGRAM} {_FILES} {_PROCESSES} {_WARDEN}", may_fork=True)
