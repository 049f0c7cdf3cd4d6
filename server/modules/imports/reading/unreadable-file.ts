/** Thrown where a file is none that can be imported, with the sentence that says why and what to do. */
export class UnreadableFile extends Error {}
