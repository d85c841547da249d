import { useState } from 'react';
import { failureOf } from '../api/request.ts';
import { newRequestId } from './request-id.ts';

/**
 * The key of a form that makes something: a click whose answer got lost is done once. What was refused and is then changed
 * is another request: give `failed` the error, or call `renew` where the answer itself says no.
 */
export function useRequestKey(): { key: string; renew: () => void; failed: (error: unknown) => void } {
  const [key, setKey] = useState(newRequestId);
  const renew = () => setKey(newRequestId());
  return {
    key,
    renew,
    failed: (error) => {
      if (failureOf(error).kind === 'refused') renew();
    },
  };
}
