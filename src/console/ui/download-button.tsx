import { Button } from '@mantine/core';
import { type DownloadableFile, useDownload } from '../api/download.ts';
import { DownIcon } from './icons.tsx';
import { useLanguage } from './language.tsx';
import { useNotify } from './notify.tsx';

const KB = 1_024;

/** Fetches a file; while the service prepares it and while it comes, the button says how far it is. */
export function DownloadButton({ file, children }: { file: DownloadableFile; children: string }) {
  const { t, number } = useLanguage();
  const notify = useNotify();
  const { mutate, isPending, bytes } = useDownload();
  const progress =
    bytes === null
      ? t('download-preparing')
      : t('download-bytes', { kilobytes: number(Math.ceil(bytes / KB)) });
  return (
    <>
      <Button
        variant="default"
        size="sm"
        leftSection={<DownIcon />}
        disabled={isPending}
        onClick={() =>
          mutate(file, { onSuccess: () => notify.done(t('download-done')), onError: notify.failed })
        }
      >
        {isPending ? progress : children}
      </Button>
      <span className="by-hidden" role="status">
        {isPending && t('download-preparing')}
      </span>
    </>
  );
}
