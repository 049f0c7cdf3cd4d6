/** Stands here until the screen is built. */
export function Join() {
  return null;
}
