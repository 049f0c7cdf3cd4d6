/** The options of Node for a command of the product. */
export function nodeOptionsOf(command: string | undefined): string[];
