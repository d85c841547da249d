import { queryOptions } from '@tanstack/react-query';
import { ALERT_MEDIA_PATH, type AlertMediaView, alertMediaSchema } from '../../contracts/alert-media.ts';
import { request } from './request.ts';

/** A megabyte over a slow line. */
const UPLOAD_WITHIN_MS = 60_000;

export function uploadMedia(file: Blob): Promise<AlertMediaView> {
  return request(ALERT_MEDIA_PATH, alertMediaSchema, {
    method: 'POST',
    file,
    answerWithinMs: UPLOAD_WITHIN_MS,
  });
}

/** Where the file itself is, as it goes out. */
export function mediaAddress(mediaId: string): string {
  return `${ALERT_MEDIA_PATH}/${mediaId}`;
}

/** What it is. It never changes. */
export function mediaQuery(mediaId: string) {
  return queryOptions({
    queryKey: ['alert-media', mediaId],
    queryFn: ({ signal }) => request(`${ALERT_MEDIA_PATH}/${mediaId}/about`, alertMediaSchema, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
