/** An export or import that cannot be done. The message says why and what to do; it holds no row's values and no key. */
export class TransferError extends Error {
  override readonly name = 'TransferError';
}
