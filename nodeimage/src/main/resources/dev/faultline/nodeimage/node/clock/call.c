/* Asks the target for its time: one of its own threads calls clock_gettime in its own vDSO, patched or not, while the
   others stand still. The thread and the stack below it are then put back as they were. */
#define _GNU_SOURCE
#include "clock.h"

#include <signal.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <time.h>

enum { RED_ZONE = 128, SCRATCH = 2048 };

static _Noreturn void give_up(const char *why) {
    target_continue();
    die(FAILED, "%s", why);
}

/* Runs the thread until the call returns to address 0, which stops it again; no other signal may come in between. */
static int64_t run(pid_t id, uint64_t result) {
    uint64_t mask, only_segv = ~(uint64_t) 0 & ~(1ul << (SIGSEGV - 1));
    struct timespec seen;
    int status;
    if (ptrace(PTRACE_GETSIGMASK, id, sizeof mask, &mask)) give_up("the signal mask cannot be read");
    ptrace(PTRACE_SETSIGMASK, id, sizeof only_segv, &only_segv);
    ptrace(PTRACE_CONT, id, 0, 0);
    if (waitpid(id, &status, __WALL) != id || !WIFSTOPPED(status)) give_up("the process ended while it was asked");
    ptrace(PTRACE_SETSIGMASK, id, sizeof mask, &mask);
    struct user_regs_struct registers;
    if (WSTOPSIG(status) != SIGSEGV || ptrace(PTRACE_GETREGS, id, 0, &registers) || registers.rip != 0) return -1;
    if (registers.rax != 0 || !target_read(result, &seen, sizeof seen)) return -1;
    return (int64_t) seen.tv_sec * 1000000000 + seen.tv_nsec;
}

static int64_t ask(pid_t id, int64_t *host_ns, int64_t *within_ns) {
    static unsigned char stack[SCRATCH];
    struct user_regs_struct saved, call;
    if (ptrace(PTRACE_GETREGS, id, 0, &saved)) return -1;
    uint64_t scratch = ((saved.rsp - RED_ZONE) & ~(uint64_t) 15) - SCRATCH, result = scratch + SCRATCH - 64;
    uint64_t nowhere = 0, top = result - 8;
    if (!target_read(scratch, stack, SCRATCH) || !target_write(top, &nowhere, sizeof nowhere)) return -1;
    call = saved;
    call.rip = vdso_clock_gettime();
    call.rdi = CLOCK_REALTIME;
    call.rsi = result;
    call.rsp = top;
    call.orig_rax = ~0ull; /* else the kernel would repeat the system call in which the thread was stopped */
    call.eflags &= ~0x400ull;
    ptrace(PTRACE_SETREGS, id, 0, &call);
    int64_t before = realtime_ns();
    int64_t seen = run(id, result);
    int64_t after = realtime_ns();
    if (!target_write(scratch, stack, SCRATCH) || ptrace(PTRACE_SETREGS, id, 0, &saved))
        give_up("the process could not be put back as it was");
    *host_ns = before + (after - before) / 2;
    *within_ns = (after - before) / 2;
    return seen;
}

int64_t call_realtime_ns(pid_t pid, int64_t *host_ns, int64_t *within_ns) {
    target_stop(pid);
    for (size_t i = 0; i < thread_count; i++) {
        int64_t seen = threads[i].callable ? ask(threads[i].id, host_ns, within_ns) : -1;
        if (seen >= 0) {
            target_continue();
            return seen;
        }
    }
    give_up("no thread of the process could be asked");
}
