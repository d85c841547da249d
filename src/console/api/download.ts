import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { RequestFailed, refusalOf } from './request.ts';

/** A file of the service: a large ledger takes the service a while, so there is no limit but the person's patience. */
export interface DownloadableFile {
  address: string;
  /** For a service that names none. */
  name: string;
}

/**
 * Fetches a file and hands it to the browser's downloads. `bytes`: how much has come; null while the service prepares
 * it. A refusal is an error of this page, not a page of the browser.
 */
export function useDownload() {
  const [bytes, setBytes] = useState<number | null>(null);
  const mutation = useMutation({
    mutationFn: async ({ address, name }: DownloadableFile): Promise<void> => {
      setBytes(null);
      const response = await fetchFile(address);
      const parts = await partsOf(response, setBytes);
      const blob = new Blob(parts, { type: response.headers.get('content-type') ?? '' });
      save(blob, nameIn(response.headers.get('content-disposition')) ?? name);
    },
  });
  return { ...mutation, bytes };
}

async function fetchFile(address: string): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address, { credentials: 'same-origin' });
  } catch {
    throw new RequestFailed({ kind: 'offline' });
  }
  if (!response.ok) throw new RequestFailed(await refusalOf(response));
  return response;
}

async function partsOf(response: Response, onBytes: (bytes: number) => void): Promise<BlobPart[]> {
  const parts: BlobPart[] = [];
  let bytes = 0;
  const reader = response.body?.getReader();
  try {
    for (;;) {
      const read = await reader?.read();
      if (read === undefined || read.done) return parts;
      parts.push(read.value);
      bytes += read.value.byteLength;
      onBytes(bytes);
    }
  } catch {
    throw new RequestFailed({ kind: 'offline' });
  }
}

/** `attachment; filename="so-gui-tin.csv"` */
function nameIn(disposition: string | null): string | null {
  return disposition?.match(/filename="?([^";]+)"?/)?.[1] ?? null;
}

function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
