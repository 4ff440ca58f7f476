/** An address as it may be shown: without the name and password in it, and without the values of its query, which may sign it. */
export function shownAddress(text: string): string {
  return text.replace(
    /([a-z][a-z0-9+.-]*:\/\/)(?:[^\s/?#@]*@)?([^\s?#]*)(\?[^\s#]*)?(#\S*)?/gi,
    (_, scheme: string, place: string, query = "") => `${scheme}${place}${shownQuery(scheme, query as string)}`,
  )
}

/** A version of a table is no secret; in a bucket, a query without a name is a wildcard and what follows it. */
function shownQuery(scheme: string, query: string): string {
  const isWildcard = /^s3a?:/i.test(scheme) && !query.includes("=")
  return query === "" || isWildcard || /^\?(version|timestamp)=[^&=]*$/.test(query) ? query : "?…"
}
