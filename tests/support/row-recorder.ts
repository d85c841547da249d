import pg from 'pg';

/** Everything that is ever written into the tables of a database, also what is overwritten or deleted later. */
export interface RowRecorder {
  /** Table and text of each written row, in order. */
  written(): Promise<{ table: string; row: string }[]>;
  close(): Promise<void>;
}

/** Watches every table that the database has now. */
export async function recordRows(connectionString: string): Promise<RowRecorder> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(`
    CREATE SCHEMA recorder;
    CREATE TABLE recorder.written (id bigint GENERATED ALWAYS AS IDENTITY, "table" text, row text);
    CREATE FUNCTION recorder.record() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN
      INSERT INTO recorder.written ("table", row) VALUES (TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME, NEW::text);
      RETURN NULL;
    END $$;
    DO $$
    DECLARE t record;
    BEGIN
      FOR t IN SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('public', 'bullmq') LOOP
        EXECUTE format('CREATE TRIGGER record AFTER INSERT OR UPDATE ON %I.%I FOR EACH ROW EXECUTE FUNCTION recorder.record()',
                       t.schemaname, t.tablename);
      END LOOP;
    END $$`);
  return {
    written: async () =>
      (
        await client.query<{ table: string; row: string }>(
          'SELECT "table", row FROM recorder.written ORDER BY id',
        )
      ).rows,
    close: () => client.end(),
  };
}
