// A resolver of the method `bot` for the npm package did-resolver, through the HTTP driver at `base`.
export const getResolver = (base) => ({
  async bot(did, { query }, _resolver, { versionId, versionTime }) {
    const url = new URL(`/1.0/identifiers/${encodeURIComponent(did)}`, base)
    url.search = query ?? ''
    for (const [name, value] of Object.entries({ versionId, versionTime })) {
      if (value !== undefined) url.searchParams.set(name, value)
    }
    const response = await fetch(url, { headers: { accept: 'application/did-resolution' } })
    return response.json()
  },
})
