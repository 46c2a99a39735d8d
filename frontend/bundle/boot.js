// Starts the application. A file of its own because the content security policy allows no inline
// script. The page shows its waiting line until the application has drawn itself.
const opening = document.getElementById('opening');

try {
  if (typeof WebAssembly === 'undefined') throw new Error('no WebAssembly');
  // Not before that is known: the code itself may stumble over it.
  const { default: init } = await import('./app.js');
  await init();
  opening?.remove();
} catch (error) {
  console.error(error);
  if (opening) {
    opening.setAttribute('role', 'alert');
    opening.textContent = typeof WebAssembly === 'undefined'
      ? 'เบราว์เซอร์นี้เก่าเกินไป โปรดใช้ Chrome, Edge หรือ Firefox รุ่นใหม่'
      : 'เปิดระบบไม่สำเร็จ โปรดตรวจการเชื่อมต่อแล้วโหลดหน้านี้ใหม่';
  }
}
