/** Stands here until the screen is built. */
export function Audit() {
  return null;
}
