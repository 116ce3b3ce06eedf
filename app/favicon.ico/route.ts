/** Browsers ask for this name where no page names the icon: beside JSON, downloads, and while an error page loads. */
export function GET(): Response {
  return new Response(null, { status: 308, headers: { Location: '/icon.svg' } })
}
