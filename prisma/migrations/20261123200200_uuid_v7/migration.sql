-- UUIDv7 for rows that SQL makes: unique, and sorted by the millisecond they were made in. PostgreSQL has its own
-- uuidv7() from 18 on only. Overlays 48 bits of time on a random UUID, then turns its version from 4 to 7 (RFC 9562).
CREATE FUNCTION uuid_v7() RETURNS uuid
LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
  SELECT encode(
    set_bit(
      set_bit(
        overlay(uuid_send(gen_random_uuid())
                PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
                FROM 1 FOR 6),
        52, 1),
      53, 1),
    'hex')::uuid;
$$;
