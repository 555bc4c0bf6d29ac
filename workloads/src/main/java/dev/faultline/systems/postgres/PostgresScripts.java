package dev.faultline.systems.postgres;

/** What a node's shell runs so that in the end it is the server. */
final class PostgresScripts {
    private static final String PROGRAMS = "/usr/lib/postgresql/15/bin/";
    private static final String DATA = "/var/lib/faultline/postgres";

    /** The server refuses to run as root. */
    private static final String AS_POSTGRES = "setpriv --reuid=postgres --regid=postgres --init-groups ";

    static final String PROGRAM = PROGRAMS + "postgres";

    /** The postmaster's command line, which it keeps. */
    static final String COMMAND = PROGRAM + " -D " + DATA;

    /** A deadlock is looked for after 0.1 s, not after PostgreSQL's second, which is as long as an operation may take. */
    private static final String SETTINGS = """
            listen_addresses = '*'
            port = %d
            max_connections = 300
            fsync = on
            synchronous_commit = on
            deadlock_timeout = 100ms
            max_parallel_workers_per_gather = 0
            log_line_prefix = '%%m [%%p] '
            log_timezone = UTC
            """.formatted(Postgres.PORT);

    private PostgresScripts() {}

    /** Makes the data and starts the server on it. The tables are made by a server without sessions, before any client can come. */
    static String first() {
        return """
                set -e
                cd /
                install -d -o postgres -g postgres -m 700 %2$s /var/run/postgresql
                %1$s%3$sinitdb -D %2$s -E UTF8 --locale=C --auth=trust --no-instructions
                echo 'host all all all trust' >> %2$s/pg_hba.conf
                cat >> %2$s/postgresql.conf <<'END'
                %4$sEND
                %1$s%3$spostgres --single -D %2$s postgres <<'END'
                CREATE TABLE rows (id bigint PRIMARY KEY, value bigint NOT NULL)
                CREATE TABLE lists (id bigint PRIMARY KEY, elements bigint[] NOT NULL)
                END
                exec %1$s%5$s
                """.formatted(AS_POSTGRES, DATA, PROGRAMS, SETTINGS, COMMAND);
    }

    /**
     * Starts the server on data that a killed one left. It clears away that one's lock file by itself, but not before the last process
     * that served a session is gone: they are given five seconds to notice, then killed as well.
     */
    static String again() {
        return """
                cd /
                for i in $(seq 50); do
                  pgrep -u postgres >/dev/null || break
                  sleep 0.1
                done
                pkill -KILL -u postgres && sleep 0.2
                exec %s%s
                """.formatted(AS_POSTGRES, COMMAND);
    }
}
