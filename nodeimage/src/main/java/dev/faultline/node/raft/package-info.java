/**
 * Raft, as in Diego Ongaro's dissertation (2014): one class per section of it. Sans-I/O: it acts through {@link dev.faultline.node.Env} alone, keeps its log in a
 * {@link dev.faultline.node.raft.RaftStore} and feeds a {@link dev.faultline.node.raft.StateMachine}.
 */
@NullMarked
package dev.faultline.node.raft;

import org.jspecify.annotations.NullMarked;
