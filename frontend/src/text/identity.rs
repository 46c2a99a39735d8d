//! Logging in, first log-in, lock, users.

texts! {
    LOGIN = "เข้าสู่ระบบ", "Log in";
    LOGIN_LEAD = "สำหรับเจ้าหน้าที่ขององค์กรปกครองส่วนท้องถิ่น", "For staff of local governments";
    USERNAME = "ชื่อผู้ใช้", "User name";
    PASSWORD = "รหัสผ่าน", "Password";
    WRONG_PASSWORD =
        "รหัสผ่านไม่ถูกต้อง โปรดลองใหม่ หรือยืนยันด้วย ThaiD",
        "The password is wrong. Try again, or use ThaiD.";
    SHOW_PASSWORD = "แสดงรหัสผ่าน", "Show password";
    LOGIN_THAID = "เข้าด้วย ThaiD", "Log in with ThaiD";
    LOGIN_OR = "หรือ", "or";
    FORGOTTEN = "ลืมรหัสผ่าน", "Forgot the password";
    FORGOTTEN_HINT =
        "ยืนยันตัวตนด้วย ThaiD และรหัสทางอีเมล แล้วตั้งรหัสผ่านใหม่",
        "Identify yourself with ThaiD and a code by e-mail, then set a new one.";
    FIRST_TIME =
        "เข้าใช้ครั้งแรก ให้เข้าด้วย ThaiD แล้วตั้งรหัสผ่าน",
        "First time here: log in with ThaiD and set a password.";
    LOGIN_RULES =
        "บัญชีผู้ใช้เป็นของเฉพาะตัว อย่าบันทึกรหัสผ่านในเครื่อง และออกจากระบบทุกครั้งหลังใช้งาน",
        "Accounts are personal. Do not store the password here, and log out after each use.";
    CAPS_LOCK = "แป้น Caps Lock เปิดอยู่", "Caps Lock is on";
    LOGOUT = "ออกจากระบบ", "Log out";
    LOGGED_OUT = "ออกจากระบบเรียบร้อยแล้ว", "You are logged out.";
    CAME_BACK =
        "หมดเวลาใช้งาน เข้าสู่ระบบอีกครั้งเพื่อกลับไปหน้าที่ทำค้างไว้",
        "The session has ended. Log in again to return to where you were.";
    LAST_LOGIN = "เข้าใช้ครั้งก่อน {time}", "Last log-in {time}";
    POST = "หน่วยงานและตำแหน่ง", "Organisation and post";
    ENROL_TITLE = "ตั้งรหัสผ่าน", "Set your password";
    ENROL_WELCOME = "ยินดีต้อนรับ {name}", "Welcome, {name}";
    ENROL_USERNAME = "ชื่อผู้ใช้ของท่านคือ {username}", "Your user name is {username}";
    STEP_EMAIL = "อีเมล", "E-mail";
    STEP_CODE = "รหัสยืนยัน", "Code";
    STEP_PASSWORD = "ตั้งรหัสผ่าน", "Password";
    EMAIL = "อีเมล", "E-mail address";
    EMAIL_HINT =
        "ระบบจะส่งรหัส 6 หลักไปที่อีเมลนี้ ใช้อีเมลที่เปิดอ่านได้เดี๋ยวนี้",
        "We send a code of six digits to this address. Use one you can read now.";
    SEND_CODE = "ส่งรหัส", "Send the code";
    CODE_SENT =
        "ส่งรหัส 6 หลักไปที่ {email} แล้ว รหัสใช้ได้ 5 นาที",
        "A code of six digits went to {email}. It is good for 5 minutes.";
    CODE = "รหัส 6 หลัก", "Code of six digits";
    CONFIRM_CODE = "ยืนยันรหัส", "Confirm the code";
    RESEND = "ส่งรหัสอีกครั้ง", "Send another code";
    RESEND_IN =
        "ส่งรหัสอีกครั้งได้ในอีก {n} วินาที",
        "You can ask for another code in {n} seconds.";
    OTHER_EMAIL = "เปลี่ยนอีเมล", "Use another address";
    NEW_PASSWORD = "รหัสผ่านใหม่", "New password";
    PASSWORD_RULES =
        "อย่างน้อย 12 ตัวอักษร ใช้ประโยคยาว ๆ ที่จำง่ายได้ ไม่ต้องมีเลขหรืออักขระพิเศษ",
        "At least 12 characters. A long sentence is good; digits and symbols are not needed.";
    PASSWORD_NOT_NAME =
        "ไม่ควรมีชื่อผู้ใช้ ชื่อหน่วยงาน หรือคำที่คนอื่นเดาได้",
        "Avoid your user name, the name of your organisation and what others can guess.";
    STRENGTH = "ความแข็งแรงของรหัสผ่าน", "Strength of the password";
    STRENGTH_SHORT = "ยังสั้นไป เหลืออีก {n} ตัว", "Too short: {n} more";
    STRENGTH_WEAK = "เดาง่าย ตัวอักษรซ้ำกันมาก", "Easy to guess: many repeated characters";
    STRENGTH_FAIR = "ใช้ได้", "Acceptable";
    STRENGTH_GOOD = "ดีมาก", "Very good";
    SET_PASSWORD = "ตั้งรหัสผ่านและเข้าใช้งาน", "Set the password and go on";
    ENROL_LOST =
        "ยังไม่ได้ยืนยันตัวตนด้วย ThaiD หรือหมดเวลาแล้ว โปรดเริ่มใหม่จากหน้าเข้าสู่ระบบ",
        "You are not identified, or the time is up. Begin again on the log-in page.";
    TO_LOGIN = "ไปหน้าเข้าสู่ระบบ", "To the log-in page";
    LOCKED_TITLE = "หน้าจอถูกล็อก", "The screen is locked";
    LOCKED_TEXT =
        "ไม่มีการใช้งานนานเกินกำหนด ใส่รหัสผ่านเพื่อทำงานต่อ งานที่พิมพ์ไว้ยังอยู่ครบ",
        "There was no use for a while. Enter your password to go on; what you typed is still here.";
    UNLOCK = "ปลดล็อก", "Unlock";
    PROOF_TITLE = "ยืนยันตัวตนอีกครั้ง", "Prove who you are";
    PROOF_TEXT =
        "รายการนี้ต้องยืนยันว่าเป็นท่านภายใน 5 นาทีก่อนทำ ยืนยันแล้วระบบทำรายการต่อให้เอง สิ่งที่พิมพ์ไว้ยังอยู่ครบ",
        "This needs a proof of who you are, no older than 5 minutes. It then goes on by itself; what you typed is still here.";
    PROVE = "ยืนยันและทำต่อ", "Prove and go on";
    PROVE_THAID = "ยืนยันด้วย ThaiD (เปิดหน้าต่างใหม่)", "Prove with ThaiD (opens a window)";
    PROOF_DECLINE = "ยังไม่ทำ", "Not now";
    PROVED = "ยืนยันตัวตนด้วย ThaiD แล้ว", "ThaiD has confirmed who you are.";
    PROVED_CLOSE =
        "ปิดหน้าต่างนี้แล้วกลับไปทำรายการต่อในหน้าต่างเดิม",
        "Close this window and go on in the one you came from.";
    LOCK_SOON =
        "หน้าจอจะล็อกในอีก {n} วินาที ขยับเมาส์หรือกดแป้นใดก็ได้เพื่อใช้งานต่อ",
        "The screen locks in {n} seconds. Move the mouse or press a key to go on.";
    SESSION_ENDS =
        "การเข้าใช้ครั้งนี้จะสิ้นสุด {time} โปรดบันทึกงาน แล้วออกจากระบบและเข้าใหม่ สิ่งที่พิมพ์ไว้จะยังอยู่",
        "This session ends {time}. Save your work, log out and in again; what you typed stays.";
    USERS = "ทะเบียนผู้ใช้งาน", "Roster of users";
    USERS_LEAD =
        "บัญชีผู้ใช้ในหน่วยงานนี้ หัวหน้าหน่วยงานคลังเป็นผู้เพิ่ม กำหนดบทบาท ระงับและคืนสิทธิ",
        "Accounts in this organisation. The head of finance adds, limits, suspends and reinstates them.";
    USERS_BACK = "← กลับไปทะเบียนผู้ใช้งาน", "← Back to the roster";
    USER = "ผู้ใช้งาน", "User";
    USER_ADD = "เพิ่มผู้ใช้งาน", "Add a user";
    USER_ADDED =
        "เตรียมบัญชีของ {name} แล้ว เจ้าตัวเข้าใช้ครั้งแรกด้วย ThaiD",
        "The account of {name} is prepared. Its owner opens it with ThaiD.";
    POST_AND_ROLES = "ตำแหน่งและบทบาท", "Position and roles";
    ROLE = "บทบาท", "Role";
    ROLE_ADD = "เพิ่มบทบาท", "Add a role";
    DEPARTMENT = "กอง", "Department";
    CEILING = "วงเงินอนุมัติ (บาท)", "Ceiling (baht)";
    VALID_FROM = "ตั้งแต่วันที่", "From";
    VALID_UNTIL = "ถึงวันที่", "Until";
    ROLES_HINT =
        "กองใช้กับธุรการกองและผู้อำนวยการกอง วงเงินใช้กับบทบาทที่มีขั้นอนุมัติ ช่องที่เว้นว่างคือไม่จำกัด บทบาทที่ลบแถวออกจะหมดสิทธิทันที",
        "Departments are for clerks and heads of departments, ceilings for roles that approve. An empty box is no limit. A role whose row is removed ends at once.";
    NAME_HINT = "คำนำหน้า ชื่อ และนามสกุล ตามบัตรประชาชน", "Title, name and surname as on the card";
    PID = "เลขประจำตัวประชาชน", "Citizen number";
    PID_HINT =
        "13 หลัก ใช้จับคู่กับ ThaiD ระบบไม่เก็บตัวเลข",
        "13 digits, to be matched with ThaiD. The number itself is not kept.";
    INVITE_HINT =
        "ระบบส่งข้อความแจ้งให้เข้าใช้ด้วย ThaiD ไม่มีการส่งรหัสผ่าน",
        "Word is sent to log in with ThaiD. No password is ever sent.";
    DEVICES = "เครื่องที่เคยใช้", "Devices";
    PRESENCE = "การเข้าใช้และเครื่องของฉัน", "My session and devices";
    PRESENCE_LEAD =
        "หากมีเครื่องที่ไม่รู้จัก ให้ลบออก ตั้งรหัสผ่านใหม่ แล้วแจ้งหัวหน้าหน่วยงานคลัง",
        "If you do not know one of these, forget it, set a new password and tell the head of finance.";
    FIRST_USED = "เข้าใช้ครั้งแรก", "First log-in";
    THIS_DEVICE = "เครื่องนี้", "This one";
    FORGET_DEVICE = "ลบเครื่องนี้", "Forget it";
    DEVICE_FORGOTTEN =
        "ลบเครื่องแล้ว หากเข้าใช้จากเครื่องนั้นอีกจะมีอีเมลแจ้ง",
        "The device is forgotten. Another log-in with it is told by mail.";
    DEVICES_SEEN = "{n} เครื่อง ล่าสุด {time}", "{n}, the latest on {time}";
    SESSION = "การเข้าใช้ขณะนี้", "Open session";
    NO_SESSION = "ไม่ได้เข้าใช้อยู่", "None";
    SESSION_SEEN = "ตั้งแต่ {from} ใช้ล่าสุด {used}", "Since {from}, last used {used}";
    END_SESSION = "ให้ออกจากระบบทันที", "End the session now";
    END_SESSION_ASK =
        "{name} จะออกจากระบบทันที สิ่งที่พิมพ์ไว้และยังไม่ได้บันทึกจะอยู่ในเครื่องของเจ้าตัวเท่านั้น เข้าใช้ใหม่ได้ด้วยรหัสผ่าน หากต้องการให้เข้าใช้ไม่ได้อีก ให้ระงับการใช้งาน",
        "{name} is logged out at once. What was typed and not saved stays on that computer only. The password opens a new session; suspend the account to prevent that.";
    SESSION_ENDED = "ให้ {name} ออกจากระบบแล้ว", "The session of {name} has ended.";
    DEPARTURE = "ย้ายหรือพ้นจากหน่วยงาน", "Moved or leaving";
    DEPARTURE_HINT =
        "สิทธิทุกบทบาทในหน่วยงานนี้ รวมทั้งที่รักษาราชการแทน สิ้นสุดเมื่อสิ้นวันนี้ หน่วยงานใหม่กำหนดสิทธิเอง",
        "All rights here, those in the posts of others too, end with this day. The new organisation gives its own.";
    LAST_DAY = "วันสุดท้ายที่มีสิทธิ", "Last day";
    DEPART = "กำหนดวันสิ้นสุดสิทธิ", "End the rights with this day";
    DEPART_ASK =
        "สิทธิของ {name} ในหน่วยงานนี้ {n} บทบาท รวมทั้งที่รักษาราชการแทน จะสิ้นสุดเมื่อสิ้นวันที่ {day} หลังจากนั้นทำงานในหน่วยงานนี้ไม่ได้ เอกสารที่ลงนามไว้แล้วยังมีผล",
        "{n} roles of {name} here, those in the posts of others too, end with {day}; after that nothing can be done here. What was signed stands.";
    DEPARTED = "สิทธิของ {name} สิ้นสุดวันที่ {day}", "The rights of {name} end on {day}.";
    RIGHTS = "สิทธิในวันนี้", "Rights today";
    MY_RIGHTS = "สิทธิของฉัน", "My rights";
    MY_RIGHTS_LEAD =
        "สิ่งที่ท่านทำได้ในหน่วยงานนี้วันนี้ ตามตารางเดียวกับที่ระบบใช้ตรวจสอบ หากต้องการสิทธิเพิ่ม โปรดติดต่อหัวหน้าหน่วยงานคลัง",
        "What you may do here today, by the table the system judges by. Ask the head of finance for more.";
    ONLY_DEPARTMENT = "เฉพาะ{name}", "only {name}";
    UP_TO_AMOUNT = "ไม่เกิน {amount} บาท", "up to {amount} baht";
    NAME = "ชื่อ", "Name";
    POSITION = "ตำแหน่ง", "Position";
    ROLES = "บทบาท", "Roles";
    LAST_SEEN = "เข้าใช้ล่าสุด", "Last log-in";
    NEVER = "ยังไม่เคยเข้าใช้", "Never";
    SUSPENDED = "ถูกระงับ", "Suspended";
    SUSPEND = "ระงับการใช้งาน", "Suspend";
    REINSTATE = "คืนสิทธิการใช้งาน", "Reinstate";
    SUSPEND_ASK =
        "ระงับ {name} จะเข้าใช้หน่วยงานนี้ไม่ได้ทันที งานที่ค้างอยู่ในชื่อนี้ยังคงอยู่",
        "{name} will not be able to work here from now on. Work in that name stays.";
    SUSPENDED_DONE = "ระงับ {name} แล้ว", "{name} is suspended.";
    REINSTATED_DONE = "คืนสิทธิ {name} แล้ว", "{name} is reinstated.";
}
