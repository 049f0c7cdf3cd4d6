/** A parser of mail without types of its own, written as CommonJS. */
declare module 'emailjs-mime-parser' {
  interface MimeNode {
    headers: Record<string, { value: string }[]>;
    contentType: { value: string };
    content?: Uint8Array;
    childNodes: MimeNode[];
  }
  const parser: { default: (source: string | Uint8Array) => MimeNode };
  export default parser;
}
