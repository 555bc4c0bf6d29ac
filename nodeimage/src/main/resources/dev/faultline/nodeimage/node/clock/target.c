/* The threads and the memory of the target, by ptrace. If this program dies, the kernel lets the threads go on. */
#define _GNU_SOURCE
#include "clock.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

enum { THREADS_MAX = 32768 };

struct thread threads[THREADS_MAX];
size_t thread_count;
static int memory = -1;

static int known(pid_t id) {
    for (size_t i = 0; i < thread_count; i++)
        if (threads[i].id == id) return 1;
    return 0;
}

/* A thread that ends in between is no thread of ours to stop. */
static int stop(pid_t pid, pid_t id) {
    if (ptrace(PTRACE_SEIZE, id, 0, 0)) {
        if (errno == ESRCH) return 0;
        int why = errno;
        target_continue();
        die(FAILED, "process %d may not be traced: %s", pid, strerror(why));
    }
    ptrace(PTRACE_INTERRUPT, id, 0, 0);
    int status;
    if (waitpid(id, &status, __WALL) != id || !WIFSTOPPED(status)) return 0;
    int for_us = status >> 16 == PTRACE_EVENT_STOP && WSTOPSIG(status) == SIGTRAP;
    int signal = status >> 16 == 0 ? WSTOPSIG(status) : 0;
    if (thread_count == THREADS_MAX) {
        ptrace(PTRACE_DETACH, id, 0, signal);
        target_continue();
        die(FAILED, "process %d has more than %d threads", pid, THREADS_MAX);
    }
    threads[thread_count++] = (struct thread) {id, signal, for_us};
    return 1;
}

/* A running thread may start another while the list is read: only a list without a new name is complete. */
void target_stop(pid_t pid) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/task", pid);
    thread_count = 0;
    int more = 1;
    while (more) {
        more = 0;
        DIR *tasks = opendir(path);
        if (!tasks) {
            target_continue();
            die(NO_PROCESS, "no process %d", pid);
        }
        for (struct dirent *entry; (entry = readdir(tasks));) {
            pid_t id = atoi(entry->d_name);
            if (id > 0 && !known(id)) more |= stop(pid, id);
        }
        closedir(tasks);
    }
    if (thread_count == 0) die(NO_PROCESS, "no process %d", pid);
    snprintf(path, sizeof path, "/proc/%d/mem", pid);
    memory = open(path, O_RDWR | O_CLOEXEC);
    if (memory < 0) {
        int why = errno;
        target_continue();
        die(FAILED, "%s: %s", path, strerror(why));
    }
}

void target_continue(void) {
    if (memory >= 0) close(memory);
    memory = -1;
    for (size_t i = 0; i < thread_count; i++) ptrace(PTRACE_DETACH, threads[i].id, 0, threads[i].signal);
    thread_count = 0;
}

int target_read(uint64_t address, void *to, size_t length) {
    return pread(memory, to, length, (off_t) address) == (ssize_t) length;
}

int target_write(uint64_t address, const void *from, size_t length) {
    return pwrite(memory, from, length, (off_t) address) == (ssize_t) length;
}
