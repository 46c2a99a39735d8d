// Starts the application. A file of its own because the content security policy allows no inline
// script. The page shows its waiting line until the application has drawn itself.
import init from './app.js';

const opening = document.getElementById('opening');

try {
  if (typeof WebAssembly === 'undefined') throw new Error('no WebAssembly');
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
