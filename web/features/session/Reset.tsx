/** Stands here until the screen is built. */
export function Reset() {
  return null;
}
