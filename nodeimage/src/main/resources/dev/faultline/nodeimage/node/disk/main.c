/* The command line, and the mount. */
#include "disk.h"

#include <fuse.h>
#include <sys/mount.h>

#define SOCKET "/run/faultline/disk.sock"

static int listener;

static void *serve(void *none) {
    (void)none;
    control_serve(listener);
    return NULL;
}

static int tree(const char *store, const char *name) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", store, name);
    if (mkdir(path, 0755) != 0 && errno != EEXIST)
        return -1;
    return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static int refuse(const char *what, const char *which) {
    fprintf(stderr, "faultline-disk: %s %s: %s\n", what, which, strerror(errno));
    return IMPOSSIBLE;
}

static int prepare(const char *store, const char *mount_point) {
    if (access("/dev/fuse", R_OK | W_OK) != 0)
        return refuse("run the container with --device /dev/fuse --cap-add SYS_ADMIN:", "/dev/fuse");
    if ((mkdir(store, 0755) != 0 && errno != EEXIST) || (volatile_dir = tree(store, "volatile")) < 0
        || (durable_dir = tree(store, "durable")) < 0)
        return refuse("no store", store);
    if (mkdir(mount_point, 0755) != 0 && errno != EEXIST)
        return refuse("no mount point", mount_point);
    if ((listener = control_listen(SOCKET)) < 0)
        return refuse("cannot listen on", SOCKET);
    root_inode()->names = 1;
    return sync_everything() == 0 ? DONE : refuse("cannot read", store);
}

/* Returns in the parent once the file system is there; the child serves it until it is unmounted. */
static int mount_at(char *store, char *mount_point) {
    int failed = prepare(store, mount_point);
    if (failed)
        return failed;
    char *words[] = {"faultline-disk", "-o", "allow_other,default_permissions,fsname=faultline-disk", NULL};
    struct fuse_args arguments = FUSE_ARGS_INIT(3, words);
    struct fuse *fuse = fuse_new(&arguments, &operations, sizeof operations, NULL);
    if (fuse == NULL || fuse_mount(fuse, mount_point) != 0)
        return refuse("cannot mount", mount_point);
    umask(0);
    pthread_t control;
    if (fuse_daemonize(0) != 0 || pthread_create(&control, NULL, serve, NULL) != 0)
        return refuse("cannot serve", mount_point);
    int ended = fuse_loop_mt(fuse, 0);
    fuse_unmount(fuse);
    fuse_destroy(fuse);
    unlink(SOCKET);
    return ended == 0 ? DONE : IMPOSSIBLE;
}

int main(int count, char **words) {
    if (count < 2) {
        fprintf(stderr, "usage: faultline-disk mount STORE MOUNT_POINT, or a command for what is mounted\n");
        return USAGE;
    }
    if (strcmp(words[1], "mount") == 0) {
        if (count != 4 || words[2][0] != '/' || words[3][0] != '/') {
            fprintf(stderr, "usage: faultline-disk mount STORE MOUNT_POINT (absolute paths)\n");
            return USAGE;
        }
        return mount_at(words[2], words[3]);
    }
    return control_ask(SOCKET, count - 1, words + 1);
}
