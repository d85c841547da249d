import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { mediaAddress, probeMedia } from '../../api/replies.ts';

/**
 * The address of a photo or voice note for an element that loads it by itself. When that fails the service is asked why;
 * `again` loads it anew.
 */
export function useMedia(replyId: string) {
  const [attempt, setAttempt] = useState(0);
  const { mutate, error, isSuccess, reset } = useMutation({ mutationFn: () => probeMedia(replyId) });
  const address = mediaAddress(replyId);
  return {
    address: attempt === 0 ? address : `${address}?again=${attempt}`,
    /** Why it could not be loaded; null while nothing is wrong. */
    error,
    /** It is there, but this browser does not show or play it: phones record in forms of their own. */
    isForeign: isSuccess,
    onError: () => mutate(),
    again: () => {
      reset();
      setAttempt(attempt + 1);
    },
  };
}
