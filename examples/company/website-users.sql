-- Users of the corporate site
INSERT INTO `wp_users` (`ID`, `user_login`, `user_pass`, `user_nicename`, `user_email`, `user_url`, `user_registered`, `user_activation_key`, `user_status`, `display_name`) VALUES
(1,'admin','$P$Bk3Lm9Qx2Mziz05aL07FPSLVeW/eXV1','admin','web@aoba.example','','2019-04-01 00:00:00','',0,'admin'),
(2,'kouhou','$P$BZr5tYw7bFhV0.0NAKFein.E7xGO390','kouhou','kouhou@aoba.example','','2022-06-15 01:30:00','',0,'広報');
