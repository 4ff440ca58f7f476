/** An address as it may be shown: without the name and password in it, and without the values of its query, which may sign it. */
export function shownAddress(text: string): string {
  return text.replace(
    /([a-z][a-z0-9+.-]*:\/\/)(?:[^\s/?#@]*@)?([^\s?#]*)(\?[^\s#]*)?(#\S*)?/gi,
    (_, scheme: string, place: string, query: string | undefined) =>
      `${scheme}${place}${query === undefined ? "" : shownQuery(query)}`,
  )
}

/** A version of a table is no secret. */
const shownQuery = (query: string) => (/^\?(version|timestamp)=[^&=]*$/.test(query) ? query : "?…")
