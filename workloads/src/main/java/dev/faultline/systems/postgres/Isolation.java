package dev.faultline.systems.postgres;

import java.sql.Connection;

/** The isolation levels that PostgreSQL has. Its repeatable read is snapshot isolation; read uncommitted is read committed there. */
enum Isolation {
    SERIALIZABLE(Connection.TRANSACTION_SERIALIZABLE),
    REPEATABLE_READ(Connection.TRANSACTION_REPEATABLE_READ),
    READ_COMMITTED(Connection.TRANSACTION_READ_COMMITTED);

    /** What JDBC calls it. */
    final int level;

    Isolation(int level) {
        this.level = level;
    }
}
