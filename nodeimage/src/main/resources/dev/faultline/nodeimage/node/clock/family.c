/* Who descends from a process, by the parents that /proc tells. */
#define _GNU_SOURCE
#include "clock.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PROCESSES_MAX = 32768 };

/* Reads "PID (NAME) STATE PARENT ..."; the name may hold anything, so what counts is the last parenthesis. */
static int parent_of(pid_t pid, pid_t *parent) {
    char path[64], line[512], state;
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    FILE *file = fopen(path, "re");
    if (!file) return 0;
    char *end = fgets(line, sizeof line, file) ? strrchr(line, ')') : NULL;
    fclose(file);
    return end && sscanf(end + 1, " %c %d", &state, parent) == 2 && state != 'Z' && state != 'X';
}

size_t family_of(pid_t pid, pid_t *members, size_t room) {
    static pid_t ids[PROCESSES_MAX], parents[PROCESSES_MAX];
    size_t processes = 0, count = 0;
    DIR *all = opendir("/proc");
    if (!all) die(FAILED, "/proc cannot be read");
    for (struct dirent *entry; (entry = readdir(all)) && processes < PROCESSES_MAX;) {
        ids[processes] = atoi(entry->d_name);
        processes += ids[processes] > 0 && parent_of(ids[processes], &parents[processes]);
    }
    closedir(all);
    for (size_t known = 0; known <= count; known++) {
        pid_t parent = known == 0 ? pid : members[known - 1];
        for (size_t i = 0; i < processes && count < room; i++)
            if (parents[i] == parent) members[count++] = ids[i];
    }
    return count;
}
