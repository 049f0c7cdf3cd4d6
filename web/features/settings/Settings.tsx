/** Stands here until the screen is built. */
export function Settings() {
  return null;
}
