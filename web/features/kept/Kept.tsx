/** Stands here until the screen is built. */
export function Kept() {
  return null;
}
