// A link to the share library takes the advisor's profile along, in the part of an address that browsers keep to themselves. Without a script the library offers nothing to sign.
for (const link of document.querySelectorAll('a[data-hash]')) link.hash = link.dataset.hash;
