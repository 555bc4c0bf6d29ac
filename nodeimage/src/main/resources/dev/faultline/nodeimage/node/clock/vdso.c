/* Patches the vDSO of one process: the page is private to it once written, so that no other process is touched.
   The time functions begin with a jump to the stub, which lies in the zeros after the last byte of the vDSO. */
#define _GNU_SOURCE
#include "clock.h"

#include <elf.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#include <unistd.h>

enum { FUNCTIONS = 3, JUMP = 5, TRIES = 500, PAUSE_US = 1000, STACK_LOOK = 16384 };

extern const unsigned char stub_begin[], stub_skew[], stub_saved[], stub_code[], stub_clock_gettime[],
    stub_gettimeofday[], stub_time[], stub_end[];

static const char *const NAMES[FUNCTIONS] = {"__vdso_clock_gettime", "__vdso_gettimeofday", "__vdso_time"};
static const unsigned char *const STUBS[FUNCTIONS] = {stub_clock_gettime, stub_gettimeofday, stub_time};

static const unsigned char *own;     /* this program's vDSO, the same image as every other's of this kernel, unpatched */
static uint64_t begin, length, room; /* the target's, and where its stub goes, relative to begin */
static uint64_t functions[FUNCTIONS];

static int find_functions(void) {
    const Elf64_Ehdr *file = (const void *) own;
    const Elf64_Shdr *sections = (const void *) (own + file->e_shoff);
    for (int i = 0; i < file->e_shnum; i++) {
        if (sections[i].sh_type != SHT_DYNSYM) continue;
        const Elf64_Sym *symbols = (const void *) (own + sections[i].sh_offset);
        const char *names = (const char *) own + sections[sections[i].sh_link].sh_offset;
        for (size_t k = 0; k < sections[i].sh_size / sizeof *symbols; k++)
            for (int f = 0; f < FUNCTIONS; f++)
                if (symbols[k].st_size >= JUMP && !strcmp(names + symbols[k].st_name, NAMES[f]))
                    functions[f] = symbols[k].st_value;
    }
    for (int f = 0; f < FUNCTIONS; f++)
        if (!functions[f]) return 0;
    return 1;
}

const char *vdso_find(pid_t pid) {
    char path[64], line[512];
    snprintf(path, sizeof path, "/proc/%d/maps", pid);
    FILE *maps = fopen(path, "re");
    if (!maps) die(NO_PROCESS, "no process %d", pid);
    uint64_t end = 0;
    while (fgets(line, sizeof line, maps))
        if (strstr(line, "[vdso]")) sscanf(line, "%lx-%lx", &begin, &end);
    fclose(maps);
    own = (const unsigned char *) getauxval(AT_SYSINFO_EHDR);
    if (!own || !end) return "the process has no vDSO";
    length = end - begin;
    if (!find_functions()) return "the kernel's vDSO has other functions than those that can be patched";
    uint64_t used = length;
    while (used && !own[used - 1]) used--;
    room = (used + 63) & ~(uint64_t) 63;
    return room + (stub_end - stub_begin) > length ? "there is no room at the end of the vDSO" : NULL;
}

uint64_t vdso_clock_gettime(void) { return begin + functions[0]; }

/* Whether a thread that goes on at this address would run into the middle of a jump. */
static int in_a_jump(uint64_t address) {
    for (int f = 0; f < FUNCTIONS; f++)
        if (address > begin + functions[f] && address < begin + functions[f] + JUMP) return 1;
    return 0;
}

/* A thread here may have taken one of the stub's numbers already, and would mix it with new ones. */
static int in_the_stub(uint64_t address) {
    return address >= begin + room + (stub_code - stub_begin) && address < begin + room + (stub_end - stub_begin);
}

/* Looks at where each thread is and, for one that a signal handler interrupted in the middle of what becomes a jump, at
   what it will return to. No call ends there, so that old return addresses on the stack are not mistaken for one. */
static int anybody_in_the_way(void) {
    static uint64_t words[STACK_LOOK / 8];
    for (size_t i = 0; i < thread_count; i++) {
        struct user_regs_struct registers;
        if (ptrace(PTRACE_GETREGS, threads[i].id, 0, &registers)) return 1;
        if (in_a_jump(registers.rip) || in_the_stub(registers.rip)) return 1;
        size_t look = STACK_LOOK;
        while (look >= 1024 && !target_read(registers.rsp, words, look)) look /= 2;
        for (size_t w = 0; look >= 1024 && w < look / 8; w++)
            if (in_a_jump(words[w])) return 1;
    }
    return 0;
}

static void stop_outside(pid_t pid) {
    for (int attempt = 0; attempt < TRIES; attempt++) {
        target_stop(pid);
        if (!anybody_in_the_way()) return;
        target_continue();
        usleep(PAUSE_US);
    }
    die(BUSY, "process %d is asking for the time whenever it is stopped", pid);
}

static _Noreturn void give_up(const char *why) {
    target_continue();
    die(FAILED, "%s", why);
}

/* Whether the stub is there already; if not, the vDSO must be as the kernel made it. */
static int patched(unsigned char *stub, size_t size) {
    if (!target_read(begin + room, stub, size)) give_up("the vDSO cannot be read");
    if (!memcmp(stub, stub_begin, 8) && !memcmp(stub + (stub_code - stub_begin), stub_code, stub_end - stub_code))
        return 1;
    for (size_t i = 0; i < size; i++)
        if (stub[i]) give_up("something else is at the end of the vDSO");
    for (int f = 0; f < FUNCTIONS; f++) {
        unsigned char now[JUMP];
        if (!target_read(begin + functions[f], now, JUMP)) give_up("the vDSO cannot be read");
        if (memcmp(now, own + functions[f], JUMP)) give_up("something else has patched the vDSO");
    }
    return 0;
}

void vdso_skew(pid_t pid, const struct skew *skew) {
    unsigned char stub[1024];
    size_t size = stub_end - stub_begin;
    stop_outside(pid);
    if (!patched(stub, size)) {
        memcpy(stub, stub_begin, size);
        for (int f = 0; f < FUNCTIONS; f++) memcpy(stub + (stub_saved - stub_begin) + 8 * f, own + functions[f], JUMP);
    }
    memcpy(stub + (stub_skew - stub_begin), skew, sizeof *skew);
    if (!target_write(begin + room, stub, size)) give_up("the vDSO cannot be written");
    for (int f = 0; f < FUNCTIONS; f++) {
        unsigned char jump[JUMP] = {0xe9};
        int32_t distance = (int32_t) ((room + (STUBS[f] - stub_begin)) - (functions[f] + JUMP));
        memcpy(jump + 1, &distance, 4);
        if (!target_write(begin + functions[f], jump, JUMP)) give_up("the vDSO cannot be written");
    }
    target_continue();
}

/* Looks without stopping anything. What may not even be looked at was never patched by us. */
static int untouched(pid_t pid) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/mem", pid);
    int memory = open(path, O_RDONLY | O_CLOEXEC);
    if (memory < 0) return 1;
    int same = 1;
    for (int f = 0; f < FUNCTIONS; f++) {
        unsigned char now[JUMP];
        same &= pread(memory, now, JUMP, (off_t) (begin + functions[f])) == JUMP && !memcmp(now, own + functions[f], JUMP);
    }
    close(memory);
    return same;
}

/* The stub stays, without effect: nothing jumps to it, and it moves by nothing. */
void vdso_reset(pid_t pid) {
    unsigned char stub[1024];
    const struct skew none = {0, 0, 0, 0, 0};
    if (untouched(pid)) return;
    stop_outside(pid);
    if (patched(stub, stub_end - stub_begin)) {
        for (int f = 0; f < FUNCTIONS; f++)
            if (!target_write(begin + functions[f], stub + (stub_saved - stub_begin) + 8 * f, JUMP))
                give_up("the vDSO cannot be written");
        if (!target_write(begin + room + (stub_skew - stub_begin), &none, sizeof none))
            give_up("the vDSO cannot be written");
    }
    target_continue();
}
