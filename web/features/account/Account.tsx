/** Stands here until the screen is built. */
export function Account() {
  return null;
}
