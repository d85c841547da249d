/** Longest side, and quality of the JPEG: the first that is small enough. */
const TRIES = [
  { side: 2_000, quality: 0.85 },
  { side: 1_600, quality: 0.75 },
  { side: 1_280, quality: 0.6 },
] as const;

const AS_IT_IS = new Set(['image/jpeg', 'image/png']);

/**
 * A picture that is too large, or of a kind that platforms do not take, as a smaller JPEG. What is no picture to this
 * browser, and what is small enough, comes back as it is: the service says what is wrong with it.
 */
export async function fitPicture(file: Blob, maxBytes: number): Promise<Blob> {
  if (!file.type.startsWith('image/')) return file;
  if (AS_IT_IS.has(file.type) && file.size <= maxBytes) return file;
  const picture = await createImageBitmap(file).catch(() => null);
  if (picture === null) return file;
  try {
    for (const { side, quality } of TRIES) {
      const smaller = await drawn(picture, side, quality);
      if (smaller !== null && smaller.size <= maxBytes) return smaller;
    }
    return file;
  } finally {
    picture.close();
  }
}

function drawn(picture: ImageBitmap, side: number, quality: number): Promise<Blob | null> {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext('2d');
  if (pen === null) return Promise.resolve(null);
  // A JPEG has no see-through parts.
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
}
