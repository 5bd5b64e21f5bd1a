// Before the first paint: scripts run, and the reader's choice of colours holds.
document.documentElement.dataset.js = '';
try {
  const theme = localStorage.getItem('hub.theme');
  if (theme) document.documentElement.dataset.theme = theme;
} catch { /* closed storage: as the device */ }
