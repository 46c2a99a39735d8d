// Only browsers that know no modules run this; they cannot run the application.
var opening = document.getElementById('opening');
if (opening) {
  opening.setAttribute('role', 'alert');
  opening.textContent = 'เบราว์เซอร์นี้เก่าเกินไป โปรดใช้ Chrome, Edge หรือ Firefox รุ่นใหม่';
}
