/** Stands here until the screen is built. */
export function Members() {
  return null;
}
