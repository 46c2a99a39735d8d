// Starts the application. A file of its own because the content security policy allows no inline
// script. The page shows its waiting line until the application has drawn itself. Whether this browser
// can run it, `old.js` has looked before.
const opening = document.getElementById('opening');

async function start() {
  // Not before that is known: the code itself may stumble over it.
  const { default: init } = await import('./app.js');
  await init();
  opening?.remove();
}

if (!document.documentElement.hasAttribute('data-old')) {
  start().catch((error) => {
    console.error(error);
    if (opening) {
      opening.setAttribute('role', 'alert');
      opening.textContent = 'เปิดระบบไม่สำเร็จ โปรดตรวจการเชื่อมต่อแล้วโหลดหน้านี้ใหม่';
    }
  });
}
