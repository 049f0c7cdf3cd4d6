/** Stands here until the screen is built. */
export function Home() {
  return null;
}
