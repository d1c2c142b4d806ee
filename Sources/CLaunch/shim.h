// What Swift cannot call: variadic functions, and those that the C headers show only to programs that ask for extensions.
#ifndef ROOST_CLAUNCH_SHIM_H
#define ROOST_CLAUNCH_SHIM_H

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/file.h>

#if defined(__linux__)
#include <sys/prctl.h>
#include <sys/wait.h>

// Hidden by the headers, there in every glibc since 2.29.
extern int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *path);

// Makes orphans among this process's descendants its own children. 0, or an error number.
static inline int roost_adopt_orphans(void) {
    return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0 ? 0 : errno;
}
#else
static inline int roost_adopt_orphans(void) { return 0; }
#endif

static inline int roost_spawn_in(posix_spawn_file_actions_t *actions, const char *path) {
    return posix_spawn_file_actions_addchdir_np(actions, path);
}

// Keeps a descriptor from the programs that this one starts. 0, or an error number.
static inline int roost_close_on_exec(int descriptor) {
    return fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0 ? 0 : errno;
}

static inline int roost_open(const char *path, int flags, int mode) { return open(path, flags, mode); }

#endif
