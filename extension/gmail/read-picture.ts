const largest = 1_100_000;

/** A picture of Gmail's page as a `data:` address; nothing where it is too large, no picture, or cannot be read. */
export async function readPicture(address: string): Promise<string | undefined> {
  if (!/^(blob:)?https:\/\/mail\.google\.com\//.test(new URL(address, location.href).href)) return undefined;
  try {
    const answer = await fetch(address, { credentials: 'same-origin' });
    const picture = await answer.blob();
    if (!answer.ok || !/^image\/(png|jpeg|gif|webp)$/.test(picture.type) || picture.size > largest) return undefined;
    return await asData(picture);
  } catch {
    // The draft is taken along without it, and says so.
    return undefined;
  }
}

function asData(picture: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(new Error('The picture could not be read.'));
    reader.readAsDataURL(picture);
  });
}
