/** Lets the reader save a file. */
export function saveFile(name: string, file: Blob) {
  const url = URL.createObjectURL(file);
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}

/** Lets the reader save a text as a file. */
export function saveText(name: string, text: string, type = 'text/plain') {
  saveFile(name, new Blob([text], { type }));
}
