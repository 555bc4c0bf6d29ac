package dev.faultline.harness.system;

/** A system that keeps all its data on a node below one directory, so that a disk that fails can be put under it. */
public interface HasDisk {

    /** An absolute path; the directory is there, and empty, when the system is first started on a disk that can fail. */
    String dataDirectory();
}
