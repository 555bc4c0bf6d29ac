/* Shared by the parts of faultline-clock: one process at a time, the target. */
#ifndef FAULTLINE_CLOCK_H
#define FAULTLINE_CLOCK_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { OK = 0, USAGE = 2, BUSY = 3, NO_PROCESS = 4, FAILED = 5 };

/* What the skewed process sees: real + offset_ns + (real - base_ns) * rate_ppm / 1000000, real being the host's time, and
   if every_ns is not 0, plus swing_ns in every first, third ... and minus swing_ns in every other span of so long. */
struct skew {
    int64_t base_ns;
    int64_t offset_ns;
    int64_t rate_ppm;
    int64_t swing_ns;
    int64_t every_ns;
};

_Noreturn void die(int code, const char *format, ...);
int64_t realtime_ns(void);

/* target.c: the threads of the target, stopped or running, and its memory. */
struct thread {
    pid_t id;
    int signal;    /* was about to be delivered when it stopped; handed on when it goes on */
    int callable;  /* stopped for us alone, so that it may run a call of ours */
};
extern struct thread threads[];
extern size_t thread_count;
void target_stop(pid_t pid);
void target_continue(void);
int target_read(uint64_t address, void *to, size_t length);
int target_write(uint64_t address, const void *from, size_t length);

/* family.c: the processes that the target has started, and they in turn. */
size_t family_of(pid_t pid, pid_t *members, size_t room); /* without itself and zombies; how many there are */

/* vdso.c: the code page through which the target asks for the time. */
const char *vdso_find(pid_t pid); /* NULL, or why nothing can be patched here */
void vdso_skew(pid_t pid, const struct skew *skew);
void vdso_reset(pid_t pid);
uint64_t vdso_clock_gettime(void);

/* call.c: the time as the target itself sees it. */
int64_t call_realtime_ns(pid_t pid, int64_t *host_ns, int64_t *within_ns);

#endif
